using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Rollup.Protocol;

/// <summary>Link of the log's hash chain: SHA-256(previous event hash ‖ canonical event bytes). Text form: bytes32.</summary>
public readonly record struct EventHash(Bytes32 Value)
{
    /// <summary>Longest input that is hashed in one call without a buffer on the heap; events are shorter than 2 KiB.</summary>
    private const int StackLimit = 4096;

    private static ReadOnlySpan<byte> GenesisTag => "rollup/event-log/genesis/v1"u8;

    /// <summary>SHA-256 over a fixed text, chain id (8 bytes, big-endian), contract (20) and genesis root (32).</summary>
    public static EventHash Genesis(ChainContext context, StateRoot genesis)
    {
        Span<byte> bytes = stackalloc byte[GenesisTag.Length + 8 + EthereumAddress.ByteCount + Bytes32.ByteCount];
        GenesisTag.CopyTo(bytes);
        Span<byte> rest = bytes[GenesisTag.Length..];
        BinaryPrimitives.WriteUInt64BigEndian(rest, context.ChainId);
        context.Contract.Write(rest[8..]);
        genesis.Value.Write(rest[28..]);
        return Hash(bytes);
    }

    public static EventHash Of(EventHash previous, ReadOnlySpan<byte> canonicalBytes)
    {
        int length = Bytes32.ByteCount + canonicalBytes.Length;
        Span<byte> bytes = length <= StackLimit ? stackalloc byte[length] : new byte[length];
        previous.Value.Write(bytes);
        canonicalBytes.CopyTo(bytes[Bytes32.ByteCount..]);
        return Hash(bytes);
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out EventHash hash)
    {
        bool parsed = Bytes32.TryParse(text, out Bytes32 value);
        hash = new(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();

    private static EventHash Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new(new(hash));
    }
}
