namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Columns of <see cref="ArithmeticAir"/>: the same for each lane, one lane after the other.</summary>
public static class ArithmeticColumns
{
    /// <summary>Main columns of a lane; values take three each.</summary>
    public const int A = 0;
    public const int B = 3;
    public const int C = 6;
    public const int D = 9;
    public const int LaneWidth = 12;

    /// <summary>Preprocessed columns of a lane; slots take two each.</summary>
    public const int SlotA = 0;
    public const int SlotB = 2;
    public const int SlotC = 4;
    public const int SlotD = 6;
    public const int Product = 8;
    public const int Left = 9;
    public const int Addend = 10;
    public const int Constant = 11;
    public const int PreprocessedLaneWidth = 12;
}
