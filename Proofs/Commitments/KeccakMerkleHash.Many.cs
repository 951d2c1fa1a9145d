using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Commitments;

/// <summary>Many leaves and nodes at once: messages are laid side by side for <see cref="Keccak256.HashMany(int, ReadOnlySpan{byte}, Span{byte}, VectorPath)"/>.</summary>
internal sealed partial class KeccakMerkleHash
{
    private const int MessagesAtOnce = 32;

    internal override void HashLeaves(VectorPath path, ReadOnlySpan<LeafSource> sources, long firstRow, Span<MerkleDigest> leaves)
    {
        int width = 0;
        foreach (LeafSource source in sources)
        {
            width += source.Width;
        }

        int length = 1 + width * sizeof(ulong);
        byte[] messages = new byte[MessagesAtOnce * length];
        for (int start = 0; start < leaves.Length; start += MessagesAtOnce)
        {
            int count = Math.Min(MessagesAtOnce, leaves.Length - start);
            for (int i = 0; i < count; i++)
            {
                WriteLeaf(sources, firstRow + start + i, messages.AsSpan(i * length, length));
            }

            HashMessages(path, length, messages.AsSpan(0, count * length), leaves.Slice(start, count));
        }
    }

    internal override void CompressPairs(VectorPath path, ReadOnlySpan<MerkleDigest> children, Span<MerkleDigest> parents)
    {
        const int length = 1 + 2 * MerkleDigest.ByteCount;
        Span<byte> messages = stackalloc byte[MessagesAtOnce * length];
        for (int start = 0; start < parents.Length; start += MessagesAtOnce)
        {
            int count = Math.Min(MessagesAtOnce, parents.Length - start);
            for (int i = 0; i < count; i++)
            {
                Span<byte> message = messages.Slice(i * length, length);
                message[0] = NodeTag;
                children[2 * (start + i)].Write(message[1..]);
                children[2 * (start + i) + 1].Write(message[(1 + MerkleDigest.ByteCount)..]);
            }

            HashMessages(path, length, messages[..(count * length)], parents.Slice(start, count));
        }
    }

    private static void WriteLeaf(ReadOnlySpan<LeafSource> sources, long row, Span<byte> message)
    {
        message[0] = LeafTag;
        Span<byte> words = message[1..];
        foreach (LeafSource source in sources)
        {
            for (int column = 0; column < source.Width; column++)
            {
                BinaryPrimitives.WriteUInt64BigEndian(words, source.Word(row, column));
                words = words[sizeof(ulong)..];
            }
        }
    }

    private static void HashMessages(VectorPath path, int length, ReadOnlySpan<byte> messages, Span<MerkleDigest> digests)
    {
        Keccak256.HashMany(length, messages, MemoryMarshal.AsBytes(digests), path);

        // The bytes stand in place; as words they are big-endian.
        Span<ulong> words = MemoryMarshal.Cast<MerkleDigest, ulong>(digests);
        if (BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
