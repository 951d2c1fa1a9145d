namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>A row of the narrow table and what it belongs to.</summary>
/// <param name="Source">The circuit's row: a node, a sponge row, a bit row or an arithmetic row, as <paramref name="Kind"/> says.</param>
/// <param name="Second">
/// Operations: the second arithmetic row, or −1. Relays: a <see cref="RelayRole"/>. Bits: the last of eight bit rows, or −1.
/// Sums: the number of the row among those of one row of a matrix, whose first block is <paramref name="Source"/>.
/// </param>
internal readonly record struct NarrowRow(NarrowRowKind Kind, int Source, int Second = -1)
{
    public RelayRole Role => (RelayRole)Second;

    /// <summary>Sums: the number of the row's first word in the row of the matrix.</summary>
    public int FirstWord => SumColumns.WordCount * Second;

    public bool IsPacked => Kind == NarrowRowKind.Bits && Second >= 0;
}

/// <summary>What a relay stands for.</summary>
internal enum RelayRole
{
    /// <summary>The current digest and the index with which a path begins: those of its first node.</summary>
    PathStart = 0,

    /// <summary>The output of a node.</summary>
    NodeOutput = 1,

    /// <summary>The output of a sponge row.</summary>
    SpongeOutput = 2,

    /// <summary>The output of a sponge row, and with it the start of the path whose first node is in the next row.</summary>
    SpongeOutputStartsPath = 3,
}
