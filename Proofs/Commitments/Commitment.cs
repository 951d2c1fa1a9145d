using System.Collections.Immutable;

namespace Rollup.Proofs.Commitments;

/// <summary>A commitment to a list of matrices: the 2^c nodes of the tree at depth c, left to right; c = 0 is the root.</summary>
public sealed class Commitment(ImmutableArray<MerkleDigest> cap) : IEquatable<Commitment>
{
    public ImmutableArray<MerkleDigest> Cap { get; } = cap;

    public bool Equals(Commitment? other) => other is not null && Cap.AsSpan().SequenceEqual(other.Cap.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Commitment);

    public override int GetHashCode() => Cap.Length > 0 ? Cap[0].GetHashCode() : 0;

    public override string ToString() => Cap.Length == 1 ? Cap[0].ToString() : $"cap of {Cap.Length} starting {Cap[0]}";
}
