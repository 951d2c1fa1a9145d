using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Commitments;

/// <summary>The two functions a Merkle tree is made of: rows to leaves, and two digests to their parent.</summary>
/// <remarks>
/// No leaf's hash is a node's hash of anything (see the implementations), so a node cannot be passed off as a leaf or the
/// other way round. The plural forms are what trees use: they hash eight at a time where the machine can.
/// </remarks>
public abstract class MerkleHash
{
    public abstract HashFunction Function { get; }

    public static MerkleHash Of(HashFunction function) => function switch
    {
        HashFunction.Poseidon2 => Poseidon2MerkleHash.Instance,
        HashFunction.Keccak256 => KeccakMerkleHash.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Trees are hashed with Poseidon2 or Keccak-256."),
    };

    /// <summary>Whether <paramref name="digest"/> has the form that this hash's digests have.</summary>
    public abstract bool IsCanonical(MerkleDigest digest);

    /// <summary>The leaf over one row of elements.</summary>
    public abstract MerkleDigest HashLeaf(ReadOnlySpan<Goldilocks> row);

    /// <summary>The parent of two digests.</summary>
    public abstract MerkleDigest Compress(MerkleDigest left, MerkleDigest right);

    /// <summary>Leaf i is over the rows <paramref name="firstRow"/> + i of all sources, one source after the other.</summary>
    internal abstract void HashLeaves(VectorPath path, ReadOnlySpan<LeafSource> sources, long firstRow, Span<MerkleDigest> leaves);

    /// <summary>Parent i is over children 2i and 2i + 1.</summary>
    internal abstract void CompressPairs(VectorPath path, ReadOnlySpan<MerkleDigest> children, Span<MerkleDigest> parents);

    /// <summary>Replaces node i by the parent of node i and leaf i: a shorter matrix joins the tree.</summary>
    internal void Inject(VectorPath path, Span<MerkleDigest> nodes, ReadOnlySpan<MerkleDigest> leaves)
    {
        const int atOnce = 32;
        Span<MerkleDigest> pairs = stackalloc MerkleDigest[2 * atOnce];
        for (int start = 0; start < nodes.Length; start += atOnce)
        {
            Span<MerkleDigest> batch = nodes.Slice(start, Math.Min(atOnce, nodes.Length - start));
            for (int i = 0; i < batch.Length; i++)
            {
                (pairs[2 * i], pairs[2 * i + 1]) = (batch[i], leaves[start + i]);
            }

            CompressPairs(path, pairs[..(2 * batch.Length)], batch);
        }
    }
}
