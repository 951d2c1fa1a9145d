using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Rollup.Crypto;

/// <summary>Four field elements: the output of every hash of the protocol.</summary>
/// <remarks>As bytes32: four 8-byte big-endian words, element 0 first, each below p. No other encoding is accepted anywhere.</remarks>
public readonly record struct Digest(Goldilocks E0, Goldilocks E1, Goldilocks E2, Goldilocks E3)
{
    public const int ByteCount = 32;

    public static Digest Zero => default;

    public bool IsZero => this == default;

    public Goldilocks this[int index] => index switch
    {
        0 => E0,
        1 => E1,
        2 => E2,
        3 => E3,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "A digest has four elements."),
    };

    public static Digest From(ReadOnlySpan<Goldilocks> elements) => new(elements[0], elements[1], elements[2], elements[3]);

    public void CopyTo(Span<Goldilocks> destination) => (destination[0], destination[1], destination[2], destination[3]) = (E0, E1, E2, E3);

    /// <summary>Reads bytes32.</summary>
    /// <returns>False when the length is not 32 or a word is not below p.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Digest digest)
    {
        digest = default;
        if (bytes.Length != ByteCount)
        {
            return false;
        }

        if (!Goldilocks.TryFromCanonical(BinaryPrimitives.ReadUInt64BigEndian(bytes), out Goldilocks e0)
            || !Goldilocks.TryFromCanonical(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), out Goldilocks e1)
            || !Goldilocks.TryFromCanonical(BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), out Goldilocks e2)
            || !Goldilocks.TryFromCanonical(BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]), out Goldilocks e3))
        {
            return false;
        }

        digest = new(e0, e1, e2, e3);
        return true;
    }

    /// <summary>Writes bytes32.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, E0.Value);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], E1.Value);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], E2.Value);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], E3.Value);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteCount];
        Write(bytes);
        return bytes;
    }

    /// <summary>Parses 0x and 64 lower-case hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        return Hex.TryParse(text, ByteCount, out byte[] bytes) && TryRead(bytes, out digest);
    }

    public override string ToString() => Hex.Format(ToBytes());
}
