using System.Numerics;
using Rollup.Crypto.Signatures;

namespace Rollup.Crypto.Tests.Curve.Reference;

/// <summary>docs/spec/signatures.md once more, with plain integers; only the hash is the library's, which has vectors of its own.</summary>
internal static class ReferenceSchnorr
{
    public static byte[] PublicKey(BigInteger secret) => Bytes((secret * ReferencePoint.Generator).Encode());

    public static byte[] Sign(BigInteger secret, Digest message)
    {
        ReferenceQuintic key = (secret * ReferencePoint.Generator).Encode();
        BigInteger nonce = Nonce(secret, message);
        ReferenceQuintic r = (nonce * ReferencePoint.Generator).Encode();
        BigInteger s = (nonce + Challenge(r, key, message) * secret) % ReferencePoint.N;
        return [.. Bytes(r), .. Bytes(s)];
    }

    public static bool Verify(byte[] key, Digest message, byte[] signature)
    {
        ReferenceQuintic r = Read(signature), encodedKey = Read(key);
        BigInteger s = new(signature.AsSpan(40), isUnsigned: true, isBigEndian: true);
        ReferencePoint commitment = s * ReferencePoint.Generator + -(Challenge(r, encodedKey, message) * ReferencePoint.Decode(encodedKey)!);
        return commitment.Encode().Same(r);
    }

    public static BigInteger Challenge(ReferenceQuintic r, ReferenceQuintic key, Digest message)
    {
        Digest hash = Sponge.Hash(SchnorrTags.Challenge, [.. Elements(r), .. Elements(key), .. Elements(message)]);
        return hash.E0.Value + ((BigInteger)hash.E1.Value << 64);
    }

    public static byte[] Bytes(ReferenceQuintic element) =>
        [.. Enumerable.Range(0, 5).SelectMany(i => Bytes(element[i], 8))];

    public static byte[] Bytes(BigInteger scalar) => Bytes(scalar, 40);

    public static BigInteger Nonce(BigInteger secret, Digest message, int attempt = 0)
    {
        Goldilocks[] limbs = [.. Enumerable.Range(0, 10).Select(i => new Goldilocks((ulong)((secret >> (32 * i)) & uint.MaxValue)))];
        BigInteger nonce = 0;
        for (int i = 7; i >= 0; i--)
        {
            Digest half = Sponge.Hash(SchnorrTags.Nonce, [.. limbs, .. Elements(message), new Goldilocks((ulong)(2 * attempt + i / 4))]);
            nonce = nonce * ReferenceQuintic.P + half[i % 4].Value;
        }

        return nonce % ReferencePoint.N;
    }

    private static ReferenceQuintic Read(byte[] bytes) =>
        new([.. Enumerable.Range(0, 5).Select(i => new BigInteger(bytes.AsSpan(8 * i, 8), isUnsigned: true, isBigEndian: true))]);

    private static byte[] Bytes(BigInteger value, int count)
    {
        byte[] bytes = new byte[count];
        byte[] significant = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        significant.CopyTo(bytes, count - significant.Length);
        return bytes;
    }

    private static Goldilocks[] Elements(ReferenceQuintic element) => [.. Enumerable.Range(0, 5).Select(i => new Goldilocks((ulong)element[i]))];

    private static Goldilocks[] Elements(Digest digest) => [digest.E0, digest.E1, digest.E2, digest.E3];
}
