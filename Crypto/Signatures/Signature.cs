using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto.Curve;

namespace Rollup.Crypto.Signatures;

/// <summary>A Schnorr signature (R, s) in its one form: R five canonical elements and not zero, 0 &lt; s &lt; n.</summary>
/// <remarks>
/// As 80 bytes: R as five 8-byte big-endian words, element 0 first, then s as a 40-byte big-endian integer. Whether R encodes
/// a point is not asked here: verification compares it with the encoding of a point, so an R that encodes none fails there.
/// </remarks>
public sealed class Signature : IEquatable<Signature>
{
    public const int ByteCount = BigEndianWords.ByteCount + Scalar.ByteCount;

    private Signature(GoldilocksQuintic r, Scalar s) => (R, S) = (r, s);

    /// <summary>The encoding of the commitment k·G.</summary>
    public GoldilocksQuintic R { get; }

    /// <summary>The response k + e·(secret key) mod n.</summary>
    public Scalar S { get; }

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Signature? signature) => TryRead(bytes, out signature, out _);

    /// <summary>Reads 80 bytes strictly.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Signature? signature, out EncodingFault fault)
    {
        signature = null;
        fault = EncodingFault.WrongLength;
        if (bytes.Length != ByteCount)
        {
            return false;
        }

        fault = EncodingFault.WordNotBelowModulus;
        if (!BigEndianWords.TryRead(bytes, out GoldilocksQuintic r))
        {
            return false;
        }

        fault = EncodingFault.ScalarNotBelowOrder;
        return Scalar.TryRead(bytes[BigEndianWords.ByteCount..], out Scalar s) && TryCreate(r, s, out signature, out fault);
    }

    /// <summary>The signature of these two parts.</summary>
    public static bool TryCreate(GoldilocksQuintic r, Scalar s, [NotNullWhen(true)] out Signature? signature, out EncodingFault fault)
    {
        fault = r.IsZero ? EncodingFault.NeutralPoint : s.IsZero ? EncodingFault.ScalarZero : EncodingFault.None;
        signature = fault == EncodingFault.None ? new(r, s) : null;
        return signature is not null;
    }

    /// <summary>Parses 0x and 160 lower-case hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Signature? signature, out EncodingFault fault)
    {
        signature = null;
        fault = EncodingFault.WrongLength;
        return Hex.TryParse(text, ByteCount, out byte[] bytes) && TryRead(bytes, out signature, out fault);
    }

    public void Write(Span<byte> destination)
    {
        BigEndianWords.Write(R, destination);
        S.Write(destination[BigEndianWords.ByteCount..]);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteCount];
        Write(bytes);
        return bytes;
    }

    public bool Equals(Signature? other) => other is not null && R == other.R && S == other.S;

    public override bool Equals(object? obj) => Equals(obj as Signature);

    public override int GetHashCode() => HashCode.Combine(R, S);

    public override string ToString() => Hex.Format(ToBytes());
}
