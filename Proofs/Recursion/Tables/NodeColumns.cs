using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Columns of <see cref="NodeAir"/>: a permutation of width 8 with one column per S-box, then the row's place in a path.</summary>
public static class NodeColumns
{
    public const int DigestLength = 4;

    /// <summary>Main. The input is the left digest, then the right one.</summary>
    public const int Left = 0;
    public const int Right = DigestLength;
    public const int SboxCount = 86;
    public const int Bit = Right + DigestLength + SboxCount;
    public const int Index = Bit + 1;
    public const int Count = Index + 1;

    /// <summary>Preprocessed; slots take two each.</summary>
    public const int SlotCurrent = 0;
    public const int SlotRight = 2;
    public const int SlotOut = 4;
    public const int SlotIndex = 6;

    /// <summary>The output is the next row's current digest.</summary>
    public const int IsChained = 8;

    /// <summary>The bit is the prover's; otherwise it is zero.</summary>
    public const int IsStep = 9;

    /// <summary>index = bit + IndexFactor·(the next row's index).</summary>
    public const int IndexFactor = 10;
    public const int PreprocessedCount = 11;

    /// <summary>The first column of an S-box, in the order of evaluation.</summary>
    public static int Sbox(int sbox) => Poseidon2Columns<Width8, WholeSbox>.Sbox(sbox);
}
