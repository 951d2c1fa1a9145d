using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Shows what a leaf of the account tree holds.</summary>
/// <param name="Siblings">32 digests, from the leaf's sibling up to the child of the root.</param>
public sealed record MerklePath(LeafIndex Index, IReadOnlyList<Digest> Siblings)
{
    /// <summary>The accounts root that a leaf of this digest at <see cref="Index"/> leads to.</summary>
    /// <exception cref="InvalidOperationException">There are not exactly 32 siblings.</exception>
    public Digest RootOf(Digest leaf)
    {
        if (Siblings.Count != ProtocolLimits.AccountTreeDepth)
        {
            throw new InvalidOperationException($"A path has {ProtocolLimits.AccountTreeDepth} siblings, not {Siblings.Count}.");
        }

        Digest node = leaf;
        for (int height = 0; height < Siblings.Count; height++)
        {
            bool isRight = (Index.Value >> height & 1) == 1;
            node = isRight ? TreeHash.Node(Siblings[height], node) : TreeHash.Node(node, Siblings[height]);
        }

        return node;
    }

    /// <summary>Whether <paramref name="account"/> stands at <see cref="Index"/> of the tree with this root. False, too, for a path of another length.</summary>
    public bool Verify(Account account, Digest accountsRoot) =>
        Siblings.Count == ProtocolLimits.AccountTreeDepth && RootOf(account.LeafDigest) == accountsRoot;

    public bool Equals(MerklePath? other) => other is not null && Index == other.Index && Siblings.SequenceEqual(other.Siblings);

    public override int GetHashCode() => HashCode.Combine(Index, Siblings.Count, Siblings.Count > 0 ? Siblings[0] : default);
}
