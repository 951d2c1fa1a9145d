using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rollup.Protocol;

/// <summary>What a receipt says of one event. All of it is hashed into the group's tree, so a changed word breaks the signature.</summary>
/// <param name="OperationId">The signed operation's id; <see cref="OperationId.None"/> for other events.</param>
public readonly record struct ReceiptLeaf(long Sequence, OperationId OperationId, EventHash Event, EventHash Previous, AcceptedAt At)
{
    private const byte LeafDomain = 0;
    private const int MessageBytes = 1 + 8 + 8 + 3 * Bytes32.ByteCount;

    /// <summary>SHA-256(0x00 ‖ sequence (8) ‖ accepted-at in ms (8) ‖ operation id ‖ event hash ‖ previous event hash).</summary>
    internal Bytes32 Hash()
    {
        Span<byte> message = stackalloc byte[MessageBytes];
        message[0] = LeafDomain;
        BinaryPrimitives.WriteInt64BigEndian(message[1..], Sequence);
        BinaryPrimitives.WriteUInt64BigEndian(message[9..], At.UnixMilliseconds);
        OperationId.Value.Write(message[17..]);
        Event.Value.Write(message[49..]);
        Previous.Value.Write(message[81..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        return new(hash);
    }
}
