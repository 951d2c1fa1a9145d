using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Digests of subtrees in which no leaf was ever opened, by height: 0 is the empty leaf, 32 the empty tree.</summary>
internal static class EmptySubtrees
{
    private static readonly Digest[] Digests = Compute();

    public static Digest AtHeight(int height) => Digests[height];

    private static Digest[] Compute()
    {
        var digests = new Digest[ProtocolLimits.AccountTreeDepth + 1];
        digests[0] = Account.Empty.LeafDigest;
        for (int height = 1; height < digests.Length; height++)
        {
            digests[height] = TreeHash.Node(digests[height - 1], digests[height - 1]);
        }

        return digests;
    }
}
