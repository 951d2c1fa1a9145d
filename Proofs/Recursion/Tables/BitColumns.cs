namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Columns of <see cref="BitAir"/>: one bit of a decomposition, and what is made of it and the bits above it.</summary>
public static class BitColumns
{
    /// <summary>Main.</summary>
    public const int Bit = 0;

    /// <summary>value ≫ position.</summary>
    public const int Remainder = 1;

    /// <summary>The element that is decomposed, on rows 0 and 32 of a group.</summary>
    public const int Value = 2;

    /// <summary>On row 32: 1 / (remainder − (2³² − 1)), or 0 if that is not to be had.</summary>
    public const int Inverse = 3;
    public const int Index = 4;
    public const int Point = 5;
    public const int Root = 6;
    public const int Count = 7;

    /// <summary>Preprocessed; slots take two each.</summary>
    public const int SlotValue = 0;
    public const int SlotIndex = 2;
    public const int SlotPoint = 4;
    public const int SlotRoot = 6;

    /// <summary>1 on row 0 of a group.</summary>
    public const int IsFirst = 8;

    /// <summary>1 on row 32 of a group.</summary>
    public const int IsMiddle = 9;

    /// <summary>2, but 0 on the last row of a group and on padding.</summary>
    public const int RemainderFactor = 10;
    public const int IsInIndex = 11;

    /// <summary>2 if the next bit is in the index as well, else 0.</summary>
    public const int IndexFactor = 12;

    /// <summary>The bit's factor in the point, less one: the bit's part is 1 + bit·(factor − 1).</summary>
    public const int PointFactor = 13;
    public const int PointContinues = 14;
    public const int RootFactor = 15;
    public const int RootContinues = 16;
    public const int PreprocessedCount = 17;
}
