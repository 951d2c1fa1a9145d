using System.Collections.Immutable;
using Rollup.Crypto;

namespace Rollup.Proofs.Commitments;

/// <summary>Checks an opening at several leaves against a commitment, a layer at a time for all leaves together.</summary>
internal sealed unsafe class MerkleVerifier(MerkleHash hash, VectorPath path)
{
    /// <param name="tree">Names the tree in a failure.</param>
    /// <param name="leaves">The leaves to open, ascending, each once.</param>
    /// <returns>Null when the opening is right, else the failure.</returns>
    public ProofFailure? Verify(
        string tree, Commitment commitment, TreeShape shape, ReadOnlySpan<int> leaves, MerkleOpening opening)
    {
        if (CheckForm(tree, commitment, shape, leaves, opening) is { } failure)
        {
            return failure;
        }

        (int[] indices, MerkleDigest[] nodes) = Climb(shape, leaves, opening, paths: null);
        for (int i = 0; i < indices.Length; i++)
        {
            if (nodes[i] != commitment.Cap[indices[i]])
            {
                return new MerkleRootMismatch(tree, indices[i], commitment.Cap[indices[i]], nodes[i]);
            }
        }

        return null;
    }

    /// <summary>All nodes on the ways up, and beside them, of an opening that has the right form; whether it is right is not checked.</summary>
    public ProofFailure? Expand(
        string tree, Commitment commitment, TreeShape shape, ReadOnlySpan<int> leaves, MerkleOpening opening, out MerklePaths paths)
    {
        paths = new();
        if (CheckForm(tree, commitment, shape, leaves, opening) is { } failure)
        {
            return failure;
        }

        _ = Climb(shape, leaves, opening, paths);
        return null;
    }

    /// <returns>The nodes of the cap's layer that the leaves lead to.</returns>
    private (int[] Indices, MerkleDigest[] Nodes) Climb(TreeShape shape, ReadOnlySpan<int> leaves, MerkleOpening opening, MerklePaths? paths)
    {
        int[] indices = leaves.ToArray();
        MerkleDigest[] nodes = HashRows(shape.Levels[0], indices.Length, opening.Rows[0]);
        int usedLevels = 1;
        ReadOnlySpan<MerkleDigest> siblings = opening.Siblings.AsSpan();

        for (int logCount = shape.LogLeafCount - 1; logCount >= shape.CapHeight; logCount--)
        {
            int[] parents = IndexSet.Ancestors(indices, 1);
            MerkleDigest[] children = PairUp(indices, nodes, ref siblings, parents.Length);
            paths?.Add(parents, children);
            nodes = new MerkleDigest[parents.Length];
            hash.CompressPairs(path, children, nodes);
            if (shape.LevelAt(logCount) is { } joining)
            {
                hash.Inject(path, nodes, HashRows(joining, parents.Length, opening.Rows[usedLevels++]));
            }

            indices = parents;
        }

        return (indices, nodes);
    }

    private ProofFailure? CheckForm(
        string tree, Commitment commitment, TreeShape shape, ReadOnlySpan<int> leaves, MerkleOpening opening)
    {
        if (commitment.Cap.Length != 1 << shape.CapHeight)
        {
            return new CapSizeMismatch(tree, 1 << shape.CapHeight, commitment.Cap.Length);
        }

        if (opening.Rows.Length != shape.Levels.Length)
        {
            return new OpenedHeightsMismatch(tree, shape.Levels.Length, opening.Rows.Length);
        }

        for (int i = 0; i < shape.Levels.Length; i++)
        {
            TreeLevel level = shape.Levels[i];
            int expected = IndexSet.Ancestors(leaves, shape.LogLeafCount - level.LogRowCount).Length * level.Width;
            if (opening.Rows[i].Length != expected)
            {
                return new OpenedRowsMismatch(tree, level.LogRowCount, expected, opening.Rows[i].Length);
            }
        }

        int siblings = IndexSet.CountSiblings(leaves, shape.LogLeafCount - shape.CapHeight);
        if (opening.Siblings.Length != siblings)
        {
            return new SiblingCountMismatch(tree, siblings, opening.Siblings.Length);
        }

        foreach (MerkleDigest digest in opening.Siblings.AsSpan())
        {
            if (!hash.IsCanonical(digest))
            {
                return new DigestNotCanonical(tree, digest);
            }
        }

        return null;
    }

    /// <summary>Puts each node beside its sibling, which is either known too or the next one of the opening.</summary>
    private static MerkleDigest[] PairUp(
        ReadOnlySpan<int> indices, ReadOnlySpan<MerkleDigest> nodes, ref ReadOnlySpan<MerkleDigest> siblings, int parentCount)
    {
        MerkleDigest[] children = new MerkleDigest[2 * parentCount];
        int at = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            bool isPaired = IndexSet.IsPairedAt(indices, i);
            bool isLeft = (indices[i] & 1) == 0;
            MerkleDigest other;
            if (isPaired)
            {
                other = nodes[i + 1];
            }
            else
            {
                other = siblings[0];
                siblings = siblings[1..];
            }

            (children[at], children[at + 1]) = isLeft ? (nodes[i], other) : (other, nodes[i]);
            at += 2;
            i += isPaired ? 1 : 0;
        }

        return children;
    }

    private MerkleDigest[] HashRows(TreeLevel level, int rowCount, ImmutableArray<Goldilocks> rows)
    {
        MerkleDigest[] leaves = new MerkleDigest[rowCount];
        fixed (Goldilocks* words = rows.AsSpan())
        {
            hash.HashLeaves(path, [LeafSource.OfRows((ulong*)words, level.Width)], 0, leaves);
        }

        return leaves;
    }
}
