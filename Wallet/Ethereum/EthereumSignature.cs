using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Rollup.Crypto;
using Rollup.Protocol;

namespace Rollup.Wallet.Ethereum;

/// <summary>A recoverable secp256k1 signature in the 65-byte form r ‖ s ‖ v that Ethereum wallets return.</summary>
public static class EthereumSignature
{
    public const int ByteCount = 65;

    private static readonly X9ECParameters Curve = SecNamedCurves.GetByName("secp256k1");

    /// <summary>The account that signed <paramref name="hash"/>; refuses signatures that are not in low-s form (EIP-2).</summary>
    /// <returns>False, with the reason, when the bytes are no signature of any account.</returns>
    public static bool TryRecover(
        ReadOnlySpan<byte> signature, ReadOnlySpan<byte> hash, out EthereumAddress signer, [NotNullWhen(false)] out string? reason)
    {
        signer = default;
        if (signature.Length != ByteCount)
        {
            reason = $"an Ethereum signature has {ByteCount} bytes, this one has {signature.Length}: signatures of contract wallets cannot be used";
            return false;
        }

        BigInteger r = new(1, signature[..32].ToArray());
        BigInteger s = new(1, signature[32..64].ToArray());
        int parity = signature[64] >= 27 ? signature[64] - 27 : signature[64];
        if (parity is not (0 or 1) || r.SignValue == 0 || s.SignValue == 0 || r.CompareTo(Curve.N) >= 0)
        {
            reason = "the signature's r, s or v is out of range";
            return false;
        }

        if (s.CompareTo(Curve.N.ShiftRight(1)) > 0)
        {
            reason = "the signature is not in low-s form (EIP-2)";
            return false;
        }

        ECPoint? key = Recover(r, s, parity, new BigInteger(1, hash.ToArray()));
        if (key is null)
        {
            reason = "no account has this signature";
            return false;
        }

        byte[] digest = Keccak256.Hash(key.GetEncoded(compressed: false).AsSpan(1));
        signer = new(digest.AsSpan(12));
        reason = null;
        return true;
    }

    /// <summary>Q = r⁻¹·(s·R − h·G), SEC 1 version 2.0, section 4.1.6.</summary>
    private static ECPoint? Recover(BigInteger r, BigInteger s, int parity, BigInteger hash)
    {
        byte[] encoded = new byte[33];
        encoded[0] = (byte)(2 + parity);
        byte[] x = r.ToByteArrayUnsigned();
        x.CopyTo(encoded, 33 - x.Length);
        try
        {
            ECPoint point = Curve.Curve.DecodePoint(encoded);
            BigInteger inverse = r.ModInverse(Curve.N);
            BigInteger u1 = inverse.Multiply(hash).Negate().Mod(Curve.N);
            BigInteger u2 = inverse.Multiply(s).Mod(Curve.N);
            ECPoint key = ECAlgorithms.SumOfTwoMultiplies(Curve.G, u1, point, u2).Normalize();
            return key.IsInfinity ? null : key;
        }
        catch (ArgumentException)
        {
            return null; // r is no point's x coordinate
        }
    }
}
