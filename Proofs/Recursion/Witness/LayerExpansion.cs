using Rollup.Proofs.Fri;

namespace Rollup.Proofs.Recursion.Witness;

/// <summary>One FRI layer's opening at several leaves, from which each leaf's own is taken.</summary>
internal sealed record LayerExpansion(FoldingRound Round, QueriedLeaves Leaves, TreeExpansion Tree)
{
    /// <summary>Opens the leaf that a position in a codeword of 2^<paramref name="logLength"/> elements folds through.</summary>
    public ExpandedLayer At(int position, int logLength)
    {
        int leaf = position >> (logLength - Round.LogFoldedLength);
        return new([.. Leaves[Array.BinarySearch(Leaves.Indices, leaf)]], Tree.SiblingsOf(leaf));
    }
}
