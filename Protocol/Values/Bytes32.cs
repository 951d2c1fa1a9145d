using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Thirty-two bytes without further structure, such as a SHA-256 or Keccak-256 hash. Text form: bytes32.</summary>
public readonly record struct Bytes32
{
    public const int ByteCount = 32;

    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    public Bytes32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteCount)
        {
            throw new ArgumentException($"Expected {ByteCount} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _word0 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _word1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _word2 = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _word3 = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    public bool IsZero => this == default;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _word0);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _word1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _word2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _word3);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteCount];
        Write(bytes);
        return bytes;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Bytes32 value)
    {
        bool parsed = Hex.TryParse(text, ByteCount, out byte[] bytes);
        value = parsed ? new(bytes) : default;
        return parsed;
    }

    public override string ToString() => Hex.Format(ToBytes());
}
