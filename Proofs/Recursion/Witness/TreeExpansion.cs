using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Recursion.Witness;

/// <summary>One tree's opening at several leaves, from which each leaf's own is taken.</summary>
internal sealed class TreeExpansion
{
    private readonly TreeShape _shape;
    private readonly int[] _leaves;
    private readonly MerkleOpening _opening;
    private readonly MerklePaths _paths;

    /// <param name="leaves">Ascending, each once.</param>
    /// <exception cref="ArgumentException">The opening has not the form that the leaves ask for.</exception>
    public TreeExpansion(MerkleVerifier merkle, string tree, Commitment commitment, TreeShape shape, int[] leaves, MerkleOpening opening)
    {
        (_shape, _leaves, _opening) = (shape, leaves, opening);
        OpeningExpansion.RequireForm(merkle.Expand(tree, commitment, shape, leaves, opening, out _paths));
    }

    public ImmutableArray<MerkleDigest> SiblingsOf(int leaf) => _paths.SiblingsOf(leaf);

    /// <summary>Opens the leaf on the way to which a position in a codeword of 2^<paramref name="logLength"/> elements lies.</summary>
    public ExpandedTree At(int position, int logLength)
    {
        int leaf = position >> (logLength - _shape.LogLeafCount);
        return new([.. _shape.Levels.Select((level, index) => RowAt(leaf, level, _opening.Rows[index]))], SiblingsOf(leaf));
    }

    private ImmutableArray<Goldilocks> RowAt(int leaf, TreeLevel level, ImmutableArray<Goldilocks> rows)
    {
        int layers = _shape.LogLeafCount - level.LogRowCount;
        int row = Array.BinarySearch(IndexSet.Ancestors(_leaves, layers), leaf >> layers);
        return rows.Slice(row * level.Width, level.Width);
    }
}
