using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Main columns of <see cref="NarrowAir"/>. What a column holds depends on the kind of the row; see <see cref="NarrowRowKind"/>.</summary>
/// <remarks>
/// Slot s always holds the four columns from 4·s on, whatever the row, so that all messages have degree 1 and all seven
/// fit one auxiliary column. A row puts its words where a slot is.
/// </remarks>
public static class NarrowColumns
{
    /// <summary>Words of a row that can be on the wire bus.</summary>
    public const int SlotCount = 7;

    /// <summary>Permutations: the state with which the row starts, 8 or 12 elements. S-boxes follow it.</summary>
    public const int State = 0;

    /// <summary>The first row of a node: which of the two digests, left or right, is the current one. 0 on relays.</summary>
    public const int Bit = 48;

    /// <summary>The second row of a node: the left digest, which is added to the output.</summary>
    public const int Left = 45;

    /// <summary>All rows of a path: its index, from here up.</summary>
    public const int Index = 49;

    public const int Count = 50;

    /// <summary>The first of a slot's four columns.</summary>
    public static int Slot(int slot) => slot * WireBus.WordLength;
}

/// <summary>Slots of the two words of a sponge's input or of a node's digests: first rows of permutations.</summary>
internal static class InputSlots
{
    public const int Word0 = 0;
    public const int Word1 = 1;
}

/// <summary>Slots of relays.</summary>
internal static class RelaySlots
{
    /// <summary>The state's elements 0 … 3, as a mask shows them.</summary>
    public const int Output0 = 3;

    public const int Output1 = 4;

    public const int Index = 5;
}

/// <summary>Slots and other columns of rows of sums. The first three slots hold words of the sponge.</summary>
internal static class SumColumns
{
    /// <summary>Four elements each: twelve are a multiple of three, so that all rows of a cubic matrix start with a polynomial.</summary>
    public const int WordCount = 3;

    public const int CubicFactorSlot = 3;
    public const int BaseFactorSlot = 4;
    public const int CubicSumSlot = 5;
    public const int BaseSumSlot = 6;

    /// <summary>The cubic sum from the second word on, then from the third.</summary>
    public const int CubicMiddles = 28;

    /// <summary>The same of the base sum.</summary>
    public const int BaseMiddles = 34;
}

/// <summary>Slots of the two operations of a row. The second has no addend of its own.</summary>
internal static class OperationSlots
{
    public const int A = 0;
    public const int B = 1;
    public const int C = 2;
    public const int D = 3;
    public const int SecondA = 4;
    public const int SecondB = 5;
    public const int SecondD = 6;
}

/// <summary>Slots and other columns of bits.</summary>
internal static class NarrowBitColumns
{
    public const int ValueSlot = 0;
    public const int IndexSlot = 1;
    public const int PointSlot = 2;
    public const int RootSlot = 3;
    public const int Bit = 16;
    public const int Remainder = 17;
    public const int Inverse = 18;

    /// <summary>Packed rows: the seven bits above <see cref="Bit"/>, the lowest first.</summary>
    public const int MoreBits = 19;

    /// <summary>Bits of a packed row.</summary>
    public const int PackLength = 8;
}
