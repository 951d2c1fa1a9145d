using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Rollup.Crypto;
using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>An element of the scalar field of BLS12-381, in which public data is evaluated. Text form: bytes32, below r.</summary>
public readonly record struct BlsScalar
{
    /// <summary>r, the order of the groups of BLS12-381 (draft-irtf-cfrg-pairing-friendly-curves, 4.2.1).</summary>
    public static readonly BigInteger Modulus = BigInteger.Parse(
        "073eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>7-byte limbs, most significant first: 4, 7, 7, 7 and 7 bytes.</summary>
    public const int LimbCount = 5;

    private readonly Bytes32 _bytes;

    private BlsScalar(Bytes32 bytes) => _bytes = bytes;

    /// <summary>The element congruent to a big-endian integer.</summary>
    public static BlsScalar Reduce(ReadOnlySpan<byte> bigEndian) => From(new BigInteger(bigEndian, isUnsigned: true, isBigEndian: true));

    /// <summary>The element congruent to a non-negative integer.</summary>
    public static BlsScalar From(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[Bytes32.ByteCount];
        BigInteger reduced = value % Modulus;
        int length = reduced.GetByteCount(isUnsigned: true);
        reduced.TryWriteBytes(bytes[^length..], out _, isUnsigned: true, isBigEndian: true);
        return new(new Bytes32(bytes));
    }

    /// <summary>Reads 32 big-endian bytes.</summary>
    /// <returns>False when the length is not 32 or the value is not below r.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out BlsScalar scalar)
    {
        bool valid = bytes.Length == Bytes32.ByteCount && new BigInteger(bytes, isUnsigned: true, isBigEndian: true) < Modulus;
        scalar = valid ? new(new Bytes32(bytes)) : default;
        return valid;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out BlsScalar scalar)
    {
        scalar = default;
        return Hex.TryParse(text, Bytes32.ByteCount, out byte[] bytes) && TryRead(bytes, out scalar);
    }

    public BigInteger ToBigInteger() => new(_bytes.ToBytes(), isUnsigned: true, isBigEndian: true);

    public void Write(Span<byte> destination) => _bytes.Write(destination);

    public void CopyLimbs(Span<Goldilocks> limbs)
    {
        Span<byte> bytes = stackalloc byte[Bytes32.ByteCount];
        Write(bytes);
        Limbs.Split(bytes, limbs[..LimbCount]);
    }

    public override string ToString() => _bytes.ToString();
}
