using System.Runtime.Intrinsics;

namespace Rollup.Crypto;

/// <summary>Many messages of one length, eight (AVX-512) or four (AVX2) at a time.</summary>
public partial struct Keccak256
{
    /// <summary>digest i = keccak256(message i).</summary>
    /// <param name="messages">One after the other, <paramref name="messageLength"/> bytes each.</param>
    /// <param name="digests">32 bytes for each message.</param>
    public static void HashMany(int messageLength, ReadOnlySpan<byte> messages, Span<byte> digests) =>
        HashMany(messageLength, messages, digests, VectorPaths.Active);

    public static unsafe void HashMany(int messageLength, ReadOnlySpan<byte> messages, Span<byte> digests, VectorPath path)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(messageLength);
        int count = digests.Length / ByteCount;
        if (digests.Length % ByteCount != 0 || messages.Length != (long)messageLength * count)
        {
            throw new ArgumentException(
                $"Expected 32 bytes of digest for each message of {messageLength} bytes; got {digests.Length} for {messages.Length} bytes of messages.",
                nameof(digests));
        }

        fixed (byte* message = messages, digest = digests)
        {
            switch (path)
            {
                case VectorPath.Avx512:
                    KeccakLanes<KeccakLane8, Vector512<ulong>>.Hash(message, messageLength, count, digest, path);
                    break;
                case VectorPath.Avx2:
                    KeccakLanes<KeccakLane4, Vector256<ulong>>.Hash(message, messageLength, count, digest, path);
                    break;
                default:
                    for (int i = 0; i < count; i++)
                    {
                        Hash(messages.Slice(i * messageLength, messageLength), digests.Slice(i * ByteCount, ByteCount));
                    }

                    break;
            }
        }
    }
}
