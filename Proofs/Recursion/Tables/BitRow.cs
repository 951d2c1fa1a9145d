using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>One bit of an element's only decomposition into 64 bits of a number below p, the lowest first.</summary>
/// <remarks>
/// Rows come in groups of 64. Beside the remainder (value ≫ position) each row has three running results that look up
/// from here: the index made of the low bits from this one on, and two products of (bit ? factor : 1) over rows from this
/// one on, which give points of bit-reversed domains.
/// </remarks>
public readonly record struct BitRow
{
    /// <summary>The word (value, 0, 0, 0): used on rows 0 and 32 of a group, which must both hold it.</summary>
    public Slot Value { get; init; }

    /// <summary>The word (index, 0, 0, 0).</summary>
    public Slot Index { get; init; }

    public Slot Point { get; init; }

    public Slot Root { get; init; }

    /// <summary>0 … 63 in a group; −1 for a padding row.</summary>
    public int Position { get; init; }

    /// <summary>The bit is part of the index.</summary>
    public bool IsInIndex { get; init; }

    /// <summary>The bit's factor in the point; one or default if it has none.</summary>
    public Goldilocks PointFactor { get; init; }

    /// <summary>The point's product goes on in the next row.</summary>
    public bool PointContinues { get; init; }

    public Goldilocks RootFactor { get; init; }

    public bool RootContinues { get; init; }
}
