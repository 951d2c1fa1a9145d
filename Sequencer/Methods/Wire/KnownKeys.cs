using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Sequencer.Methods;

/// <summary>Keys that were decoded before: decoding costs a square root, and senders send often.</summary>
internal static class KnownKeys
{
    private const int Capacity = 1 << 16;

    private static readonly ConcurrentDictionary<EncodedPublicKey, PublicKey> Decoded = new();

    public static bool TryRead(byte[] bytes, [MaybeNullWhen(false)] out PublicKey key)
    {
        key = null;
        if (!EncodedPublicKey.TryRead(bytes, out EncodedPublicKey encoded))
        {
            return false;
        }

        if (Decoded.TryGetValue(encoded, out key))
        {
            return true;
        }

        if (!encoded.TryDecode(out key, out _))
        {
            return false;
        }

        if (Decoded.Count >= Capacity)
        {
            // Rare, and cheaper to rebuild than to keep an order of use.
            Decoded.Clear();
        }

        Decoded.TryAdd(encoded, key);
        return true;
    }
}
