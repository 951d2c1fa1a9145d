using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Hashes many leaves or nodes at once.</summary>
internal static class LeafHashing
{
    public static void Hash(ReadOnlySpan<LeafUpdate> updates, Span<Digest> digests)
    {
        for (int i = 0; i < updates.Length; i++)
        {
            digests[i] = updates[i].Account.LeafDigest;
        }
    }

    /// <param name="pairs">Left and right children in turn.</param>
    public static void Nodes(ReadOnlySpan<Digest> pairs, Span<Digest> nodes)
    {
        for (int i = 0; i < pairs.Length / 2; i++)
        {
            nodes[i] = TreeHash.Node(pairs[2 * i], pairs[2 * i + 1]);
        }
    }
}
