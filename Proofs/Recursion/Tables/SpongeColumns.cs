using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Columns of <see cref="SpongeAir"/>: a permutation of width 12 with one column per S-box, then the sums of matrix rows.</summary>
public static class SpongeColumns
{
    public const int Rate = 8;

    /// <summary>Main. The rate, then four elements of capacity.</summary>
    public const int Input = 0;
    public const int Capacity = Rate;
    public const int SboxCount = 118;

    /// <summary>The sum with the cubic factor from this block on: three columns.</summary>
    public const int CubicSum = Capacity + 4 + SboxCount;

    /// <summary>The same from the block's second half on.</summary>
    public const int CubicMiddle = CubicSum + 3;

    /// <summary>The sum with the base factor: three columns.</summary>
    public const int BaseSum = CubicMiddle + 3;
    public const int BaseMiddle = BaseSum + 3;

    /// <summary>Three columns.</summary>
    public const int CubicFactor = BaseMiddle + 3;
    public const int BaseFactor = CubicFactor + 3;
    public const int Count = BaseFactor + 1;

    /// <summary>Preprocessed; slots take two each.</summary>
    public const int SlotWord0 = 0;
    public const int SlotWord1 = 2;
    public const int SlotOutput0 = 4;
    public const int SlotOutput1 = 6;
    public const int SlotCubicSum = 8;
    public const int SlotBaseSum = 10;
    public const int SlotCubicFactor = 12;
    public const int SlotBaseFactor = 14;

    /// <summary>Output word 0 shows elements 1 and 2.</summary>
    public const int ShowsCubic0 = 16;

    /// <summary>Output word 0 shows element 3.</summary>
    public const int ShowsDigest0 = 17;

    /// <summary>Output word 1 shows elements 1 and 2 of it.</summary>
    public const int ShowsCubic1 = 18;

    /// <summary>About the next row, so that no preprocessed column is opened on two rows: its capacity is this row's output.</summary>
    public const int NextKeeps = 19;

    /// <summary>The next row's rate is this row's output.</summary>
    public const int NextCarries = 20;

    /// <summary>Added to the next row's elements 8 and 9.</summary>
    public const int NextCapacity8 = 21;
    public const int NextCapacity9 = 22;

    /// <summary>One selector per <see cref="RowPattern"/> but None: base, then cubic phases 0, 1, 2.</summary>
    public const int Pattern = 23;

    /// <summary>The next row is the next block of the same matrix row.</summary>
    public const int Continues = 27;

    /// <summary>The number of zero elements at the rate's end in binary, the lowest bit first.</summary>
    public const int Padding = 28;
    public const int PreprocessedCount = 31;

    /// <summary>The first column of an S-box, in the order of evaluation.</summary>
    public static int Sbox(int sbox) => Poseidon2Columns<Width12, WholeSbox>.Sbox(sbox);
}
