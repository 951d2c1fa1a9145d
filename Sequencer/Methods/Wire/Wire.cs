using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Methods;

/// <summary>How the protocol's values travel. Names and forms are those of the events, so one reader reads both.</summary>
internal static class Wire
{
    public static readonly Schema<LeafIndex> Leaf = Schema.Integer(1, uint.MaxValue)
        .As((long wire, out LeafIndex leaf) => Read(new((uint)wire), out leaf), leaf => leaf.Value);

    public static readonly Schema<TokenId> Token = Schema.Integer(0, uint.MaxValue)
        .As((long wire, out TokenId token) => Read(new((uint)wire), out token), token => token.Value);

    public static readonly Schema<uint> Fee = Schema.Integer(0, ProtocolLimits.MaxFee)
        .As((long wire, out uint fee) => Read((uint)wire, out fee), fee => fee);

    public static readonly Schema<L2Address> Address = Schema.Text(61, 61, "^zp1[02-9ac-hj-np-z]{58}$")
        .As<string, L2Address>(L2Address.TryParse, address => address.ToString(), "an L2 address (zp1…) with a correct checksum", "L2 address");

    public static readonly Schema<EthereumAddress> EthereumAddress = Schema.Bytes(Protocol.EthereumAddress.ByteCount)
        .As((byte[] wire, out EthereumAddress address) => Read(new(wire), out address), address => address.ToBytes(), title: "Ethereum address");

    public static readonly Schema<Digest> Digest = Schema.Bytes(Crypto.Digest.ByteCount).As(
        (byte[] wire, out Digest digest) => Crypto.Digest.TryRead(wire, out digest),
        digest => digest.ToBytes(),
        "32 bytes (0x, lower case): four 8-byte words, each below 2^64 − 2^32 + 1",
        "digest");

    public static readonly Schema<OperationId> OperationId = Digest
        .As((Digest wire, out OperationId id) => Read(new(wire), out id), id => id.Value, title: "operation id");

    public static readonly Schema<StateRoot> StateRoot = Digest
        .As((Digest wire, out StateRoot root) => Read(new(wire), out root), root => root.Value, title: "state root");

    public static readonly Schema<EventHash> EventHash = Schema.Bytes(Bytes32.ByteCount)
        .As((byte[] wire, out EventHash hash) => Read(new(new(wire)), out hash), hash => ToBytes(hash.Value), title: "event hash");

    public static readonly Schema<Bytes32> Sha256 = Schema.Bytes(Bytes32.ByteCount)
        .As((byte[] wire, out Bytes32 hash) => Read(new(wire), out hash), ToBytes, title: "SHA-256");

    public static readonly Schema<PublicKey> PublicKey = Schema.Bytes(Crypto.Signatures.PublicKey.ByteCount).As<byte[], PublicKey>(
        KnownKeys.TryRead, key => key.ToBytes(), "a public key: the encoding of a point other than the neutral one (40 bytes: 0x, lower case)", "public key");

    public static readonly Schema<Signature> Signature = Schema.Bytes(Crypto.Signatures.Signature.ByteCount).As<byte[], Signature>(
        (byte[] wire, [MaybeNullWhen(false)] out Signature signature) => Crypto.Signatures.Signature.TryRead(wire, out signature),
        signature => signature.ToBytes(),
        "a signature in its one form: R (40 bytes), then s below the group order (40 bytes) (0x, lower case)",
        "signature");

    public static readonly Schema<BatchNumber> Batch = Schema.Quantity()
        .As((ulong wire, out BatchNumber number) => Read(new(wire), out number), number => number.Value);

    public static readonly Schema<long> Sequence = Schema.Quantity(maximum: long.MaxValue)
        .As((ulong wire, out long sequence) => Read((long)wire, out sequence), sequence => (ulong)sequence);

    public static readonly Schema<AcceptedAt> Time = Schema.Quantity(maximum: AcceptedAt.Max.UnixMilliseconds)
        .As((ulong wire, out AcceptedAt at) => Read(new(wire), out at), at => at.UnixMilliseconds);

    private static bool Read<T>(T read, out T value)
    {
        value = read;
        return true;
    }

    private static byte[] ToBytes(Bytes32 value)
    {
        byte[] bytes = new byte[Bytes32.ByteCount];
        value.Write(bytes);
        return bytes;
    }
}
