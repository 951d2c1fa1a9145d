using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto.Curve;

namespace Rollup.Crypto.Signatures;

/// <summary>A verification key: a point of ecGFp5 other than the neutral one, with its encoding.</summary>
/// <remarks>
/// As bytes: the five elements of the encoding as 8-byte big-endian words, element 0 first. One key has one encoding, and
/// every key that exists as an object is valid. Reading one costs a square root, so keep the object rather than the bytes.
/// </remarks>
public sealed class PublicKey : IEquatable<PublicKey>
{
    public const int ByteCount = BigEndianWords.ByteCount;

    private PublicKey(GoldilocksQuintic encoded, in CurvePoint point) => (Encoded, Point) = (encoded, point);

    /// <summary>w, the five elements that hashes absorb.</summary>
    public GoldilocksQuintic Encoded { get; }

    public CurvePoint Point { get; }

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? key) => TryRead(bytes, out key, out _);

    /// <summary>Reads 40 bytes strictly.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? key, out EncodingFault fault)
    {
        key = null;
        fault = EncodingFault.WrongLength;
        if (bytes.Length != ByteCount)
        {
            return false;
        }

        fault = EncodingFault.WordNotBelowModulus;
        return BigEndianWords.TryRead(bytes, out GoldilocksQuintic encoded) && TryDecode(encoded, out key, out fault);
    }

    /// <summary>The key with this encoding.</summary>
    public static bool TryDecode(GoldilocksQuintic encoded, [NotNullWhen(true)] out PublicKey? key, out EncodingFault fault)
    {
        bool decoded = CurvePoint.TryDecode(encoded, out CurvePoint point);
        fault = !decoded ? EncodingFault.NotAPoint : point.IsNeutral ? EncodingFault.NeutralPoint : EncodingFault.None;
        key = fault == EncodingFault.None ? new(encoded, point) : null;
        return key is not null;
    }

    /// <summary>Parses 0x and 80 lower-case hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PublicKey? key, out EncodingFault fault)
    {
        key = null;
        fault = EncodingFault.WrongLength;
        return Hex.TryParse(text, ByteCount, out byte[] bytes) && TryRead(bytes, out key, out fault);
    }

    public void Write(Span<byte> destination) => BigEndianWords.Write(Encoded, destination);

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteCount];
        Write(bytes);
        return bytes;
    }

    public bool Equals(PublicKey? other) => other is not null && Encoded == other.Encoded;

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode() => Encoded.GetHashCode();

    public override string ToString() => Hex.Format(ToBytes());

    /// <summary>The key of a point that is known not to be neutral.</summary>
    internal static PublicKey Of(in CurvePoint point) =>
        point.IsNeutral ? throw new ArgumentException("The neutral point is no key.", nameof(point)) : new(point.Encode(), point);
}
