using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rollup.Protocol.Events;

/// <summary>Ids of events in the store, derived so that a retry has the same id and another writer or content has another one.</summary>
public static class EventIds
{
    private static ReadOnlySpan<byte> Tag => "rollup/event-id/v1"u8;

    /// <summary>The first 16 bytes of SHA-256(tag ‖ writer ‖ sequence ‖ SHA-256(content)), marked as a version 8 UUID (RFC 9562).</summary>
    /// <param name="writer">What tells this writer from another: the SHA-256 of its name and start, say.</param>
    /// <param name="sequence">The event's number in its stream.</param>
    /// <param name="content">Data and metadata, or anything that fixes them, such as the event's hash.</param>
    public static Guid Derive(Bytes32 writer, long sequence, ReadOnlySpan<byte> content)
    {
        Span<byte> message = stackalloc byte[Tag.Length + Bytes32.ByteCount + 8 + SHA256.HashSizeInBytes];
        Tag.CopyTo(message);
        Span<byte> rest = message[Tag.Length..];
        writer.Write(rest);
        BinaryPrimitives.WriteInt64BigEndian(rest[Bytes32.ByteCount..], sequence);
        SHA256.HashData(content, rest[(Bytes32.ByteCount + 8)..]);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
