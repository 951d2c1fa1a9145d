namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Preprocessed columns of <see cref="NarrowAir"/>.</summary>
/// <remarks>
/// The kind of a row has one selector for each kind that gates a permutation's S-boxes, since those leave room for a
/// factor of degree 1 only; relays and bits share a column, and operations are what is left.
/// </remarks>
public static class NarrowPreprocessedColumns
{
    /// <summary>Figures of the circuit that a row's formulas refer to; what they mean depends on the kind of the row.</summary>
    public const int Parameter = 2 * NarrowColumns.SlotCount;

    public const int ParameterCount = 8;

    /// <summary>One column each for Node1, Node2, Sponge1 … Sponge3.</summary>
    public const int Permutation = Parameter + ParameterCount;

    public const int PermutationCount = 5;

    /// <summary>1 on rows Sponge3 whose next row takes over elements 0 … 7 as well.</summary>
    public const int CarriesRate = Permutation + PermutationCount;

    /// <summary>1 on rows of sums.</summary>
    public const int Sum = CarriesRate + 1;

    /// <summary>1 on relays, −1 on bits.</summary>
    public const int RelayOrBits = Sum + 1;

    public const int Count = RelayOrBits + 1;

    /// <summary>Bits: the product of roots continues. They use four slots, so the addresses of the others are free.</summary>
    public const int RootContinues = 2 * (NarrowColumns.SlotCount - 1);

    /// <summary>Bits: the row has eight.</summary>
    public const int IsPacked = 2 * (NarrowColumns.SlotCount - 2);

    public static int Address(int slot) => 2 * slot;

    public static int Multiplicity(int slot) => 2 * slot + 1;

    public static int Selector(NarrowRowKind kind) => kind is >= NarrowRowKind.Node1 and <= NarrowRowKind.Sponge3
        ? Permutation + (kind - NarrowRowKind.Node1)
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only rows of permutations have a selector of their own.");
}

/// <summary>Parameters of first rows of nodes.</summary>
internal static class NodeParameters
{
    /// <summary>1 if the bit is the prover's.</summary>
    public const int Step = 0;

    /// <summary>index = bit + factor·(index of the next node).</summary>
    public const int IndexFactor = 1;
}

/// <summary>Parameters of first and last rows of sponges, and of relays: how the state goes on.</summary>
internal static class StateParameters
{
    /// <summary>First row: the capacity is the two constants. Relay: the next row takes over the capacity.</summary>
    public const int Capacity = 0;

    /// <summary>First row: the capacity's constants; last row and relay: what is added to the next row's.</summary>
    public const int Capacity8 = 1;

    public const int Capacity9 = 2;

    /// <summary>Relay: the next row takes over elements 0 … 7.</summary>
    public const int CarriesRate = 3;

    /// <summary>First row: three bits of the padding count, the lowest first.</summary>
    public const int Padding = 5;

    /// <summary>Relay: the next row is a node whose current digest and index are this row's.</summary>
    public const int LeadsToNode = 4;

    /// <summary>Relay: elements 1 and 2 are part of the first output word.</summary>
    public const int Shows12 = 5;

    /// <summary>Relay: element 3 is part of the first output word.</summary>
    public const int Shows3 = 6;

    /// <summary>Relay: elements 5 and 6 are part of the second output word.</summary>
    public const int Shows56 = 7;
}

/// <summary>Parameters of sums.</summary>
internal static class SumParameters
{
    public const int Base = 0;
    public const int Cubic = 1;

    /// <summary>The next row has the next words of the same row of a matrix.</summary>
    public const int Continues = 2;

    /// <summary>The second word is zero.</summary>
    public const int NoWord1 = 3;

    public const int NoWord2 = 4;
}

/// <summary>Parameters of the two operations of a row.</summary>
internal static class OperationParameters
{
    public const int Product = 0;
    public const int Left = 1;
    public const int Addend = 2;
    public const int Constant = 3;

    /// <summary>The second operation's come after the first's.</summary>
    public const int Second = 4;
}

/// <summary>Parameters of bits.</summary>
internal static class NarrowBitParameters
{
    public const int First = 0;
    public const int Middle = 1;

    /// <summary>2 to the power of the row's bits; 0 at the end.</summary>
    public const int RemainderFactor = 2;

    public const int IsInIndex = 3;
    public const int IndexFactor = 4;
    public const int PointFactorLess1 = 5;
    public const int PointContinues = 6;
    public const int RootFactorLess1 = 7;

}
