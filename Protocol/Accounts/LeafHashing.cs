using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Hashes the leaves of many accounts at once.</summary>
internal static class LeafHashing
{
    private const int ChunkSize = 64;

    /// <param name="digests">One per update.</param>
    public static void Hash(ReadOnlySpan<LeafUpdate> updates, Span<Digest> digests)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[ChunkSize * Account.ElementCount];
        for (int start = 0; start < updates.Length; start += ChunkSize)
        {
            ReadOnlySpan<LeafUpdate> chunk = updates.Slice(start, Math.Min(ChunkSize, updates.Length - start));
            for (int i = 0; i < chunk.Length; i++)
            {
                chunk[i].Account.CopyTo(elements[(i * Account.ElementCount)..]);
            }

            Sponge.HashMany(HashTags.AccountLeaf, Account.ElementCount, elements[..(chunk.Length * Account.ElementCount)], digests.Slice(start, chunk.Length));
        }
    }
}
