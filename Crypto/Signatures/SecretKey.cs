using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Rollup.Crypto.Curve;

namespace Rollup.Crypto.Signatures;

/// <summary>A signing key: a scalar from 1 to n − 1, with its public key.</summary>
/// <remarks>As bytes: a 40-byte big-endian integer. Never printed: <see cref="ToString"/> names the public key.</remarks>
public sealed class SecretKey
{
    public const int ByteCount = Curve.Scalar.ByteCount;

    /// <summary>Fewest uniform bytes that leave a key uniform up to a bias of 2^−129.</summary>
    public const int MinimumSeedByteCount = 56;

    private SecretKey(Scalar scalar) => (Scalar, PublicKey) = (scalar, PublicKey.Of(CurvePoint.MultiplyGenerator(scalar)));

    public PublicKey PublicKey { get; }

    internal Scalar Scalar { get; }

    /// <summary>A fresh key from the operating system's randomness.</summary>
    public static SecretKey Generate()
    {
        Span<byte> seed = stackalloc byte[64];
        RandomNumberGenerator.Fill(seed);
        SecretKey key = FromSeed(seed);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <summary>The key seed mod n (1 in place of 0), the seed read as a big-endian integer.</summary>
    /// <param name="seed">Uniform bytes, such as the output of a key derivation function; at least <see cref="MinimumSeedByteCount"/>.</param>
    public static SecretKey FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, MinimumSeedByteCount);

        Scalar scalar = Curve.Scalar.Reduce(seed);
        return new(scalar.IsZero ? Curve.Scalar.One : scalar);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SecretKey? key) => TryRead(bytes, out key, out _);

    /// <summary>Reads 40 bytes strictly.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SecretKey? key, out EncodingFault fault)
    {
        bool isScalar = Curve.Scalar.TryRead(bytes, out Scalar scalar);
        fault = bytes.Length != ByteCount ? EncodingFault.WrongLength
            : !isScalar ? EncodingFault.ScalarNotBelowOrder
            : scalar.IsZero ? EncodingFault.ScalarZero
            : EncodingFault.None;
        key = fault == EncodingFault.None ? new(scalar) : null;
        return key is not null;
    }

    public void Write(Span<byte> destination) => Scalar.Write(destination);

    public override string ToString() => $"secret key of {PublicKey}";
}
