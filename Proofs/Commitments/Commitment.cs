using System.Collections.Immutable;
using System.Numerics;

namespace Rollup.Proofs.Commitments;

/// <summary>A commitment to a list of matrices: the 2^c nodes of the tree at depth c, left to right; c = 0 is the root.</summary>
public sealed class Commitment(ImmutableArray<MerkleDigest> cap) : IEquatable<Commitment>
{
    public ImmutableArray<MerkleDigest> Cap { get; } = cap;

    /// <summary>The root of the tree, from the nodes of the cap.</summary>
    /// <exception cref="ArgumentException">The cap has not a power of two of nodes.</exception>
    public MerkleDigest Root(MerkleHash hash)
    {
        if (!BitOperations.IsPow2(Cap.Length))
        {
            throw new ArgumentException($"A cap of {Cap.Length} nodes; expected a power of two.");
        }

        MerkleDigest[] nodes = [.. Cap];
        while (nodes.Length > 1)
        {
            nodes = [.. nodes.Chunk(2).Select(pair => hash.Compress(pair[0], pair[1]))];
        }

        return nodes[0];
    }

    public bool Equals(Commitment? other) => other is not null && Cap.AsSpan().SequenceEqual(other.Cap.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Commitment);

    public override int GetHashCode() => Cap.Length > 0 ? Cap[0].GetHashCode() : 0;

    public override string ToString() => Cap.Length == 1 ? Cap[0].ToString() : $"cap of {Cap.Length} starting {Cap[0]}";
}
