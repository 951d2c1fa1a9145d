using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Wallet.Ethereum;

/// <summary>Derives an L2 signing key from an Ethereum account's signature over <see cref="SigningKeyText"/>.</summary>
/// <remarks>
/// Works only for accounts that sign deterministically, which is why two signatures are asked for: one whose second
/// signature differs could never come back to its funds. Contract wallets are refused, because their signatures are not
/// a function of one key.
/// </remarks>
public static class SigningKeyDerivation
{
    private const int SeedBytes = 64;

    private static readonly byte[] Salt = Encoding.ASCII.GetBytes("rollup/signing-key/1");

    /// <summary>The key of <paramref name="owner"/> on <paramref name="chain"/>.</summary>
    /// <param name="first">65 bytes r ‖ s ‖ v, low-s.</param>
    /// <param name="second">The same request signed again.</param>
    /// <param name="reason">Why the signatures cannot be used.</param>
    public static bool TryDerive(
        ChainContext chain, EthereumAddress owner, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second,
        [NotNullWhen(true)] out SecretKey? key, [NotNullWhen(false)] out string? reason)
    {
        key = null;
        byte[] hash = new SigningKeyText(chain).Hash();
        if (!EthereumSignature.TryRecover(first, hash, out EthereumAddress signer, out reason))
        {
            return false;
        }

        if (signer != owner)
        {
            reason = $"the signature is of account {signer.ToChecksumString()}, expected {owner.ToChecksumString()}: contract wallets cannot be used";
            return false;
        }

        if (!first.SequenceEqual(second))
        {
            reason = "the two signatures differ: this account does not sign deterministically, so its key could not be derived again";
            return false;
        }

        // v is left out: wallets write it as 0/1 or as 27/28.
        byte[] seed = HKDF.DeriveKey(HashAlgorithmName.SHA512, first[..64].ToArray(), SeedBytes, Salt, hash);
        key = SecretKey.FromSeed(seed);
        CryptographicOperations.ZeroMemory(seed);
        return true;
    }
}
