namespace Rollup.Proofs.Recursion.Tables;

/// <summary>A two-to-one hash: a node of its own, or one step of a Merkle path.</summary>
/// <remarks>
/// The row hashes (left, right) to out = node(left, right). A bit says which of them is the current digest: left if 0,
/// right if 1; the other one is the sibling, which the prover chooses. The index of a path is 2·(index of the next step)
/// + bit on steps, and passed on where a shorter matrix's leaf is injected, which is the right digest there.
/// </remarks>
public readonly record struct NodeRow
{
    /// <summary>The current digest, if it does not come from the row before: left or right, as the bit says.</summary>
    public Slot Current { get; init; }

    /// <summary>The right digest of a plain node or an injection.</summary>
    public Slot Right { get; init; }

    public Slot Out { get; init; }

    /// <summary>The word (index, 0, 0, 0), on a path's first row.</summary>
    public Slot Index { get; init; }

    /// <summary>The row's out is the current digest of the next row.</summary>
    public bool IsChained { get; init; }

    /// <summary>The bit is the prover's; otherwise it is 0.</summary>
    public bool IsStep { get; init; }

    /// <summary>index = bit + IndexFactor·(the next row's index): 2 on steps, 1 on injections, 0 where the path ends.</summary>
    public int IndexFactor { get; init; }
}
