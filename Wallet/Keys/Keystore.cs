using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Generators;

namespace Rollup.Wallet.Keys;

/// <summary>Seals a secret under a pass phrase: scrypt (RFC 7914) and AES-256-GCM (NIST SP 800-38D).</summary>
/// <remarks>The public header is authenticated with the secret, so that neither can be swapped for another file's.</remarks>
public static class Keystore
{
    private const int KeyBytes = 32;
    private const int TagBytes = 16;

    /// <summary>Bounds on a file's work factor: below, a guess is cheap; above, opening a hostile file would exhaust memory (128·N·r bytes).</summary>
    private const int LeastCost = 1 << 14, MostCost = 1 << 20, BlockSize = 8;

    /// <summary>OWASP's recommendation for scrypt (2024): N = 2^17, r = 8, p = 1; 128 MiB, about half a second.</summary>
    public const int DefaultCost = 1 << 17;

    /// <summary>Seals <paramref name="secret"/> with fresh salt and nonce.</summary>
    /// <param name="header">Public facts about the key (its address and the like), stored in the clear and authenticated.</param>
    public static KeystoreFile Seal(
        ReadOnlySpan<byte> secret, IReadOnlyDictionary<string, string> header, string passphrase, int cost = DefaultCost)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(KeyBytes);
        byte[] nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        byte[] ciphertext = new byte[secret.Length];
        byte[] tag = new byte[TagBytes];
        byte[] key = DeriveKey(passphrase, salt, cost);
        try
        {
            using AesGcm cipher = new(key, TagBytes);
            cipher.Encrypt(nonce, secret, ciphertext, tag, Authenticated(header));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        return new KeystoreFile(
            KeystoreFile.CurrentVersion, new SortedDictionary<string, string>(header.ToDictionary(), StringComparer.Ordinal),
            new("scrypt", cost, BlockSize, 1, Convert.ToHexStringLower(salt)),
            new("aes-256-gcm", Convert.ToHexStringLower(nonce), Convert.ToHexStringLower(ciphertext), Convert.ToHexStringLower(tag)));
    }

    /// <summary>Opens a sealed secret.</summary>
    /// <exception cref="KeystoreException">The pass phrase is wrong, or the file was altered or is of a kind this version does not know.</exception>
    public static byte[] Open(KeystoreFile file, string passphrase)
    {
        Check(file);
        byte[] ciphertext = Bytes(file.Cipher.Ciphertext, "ciphertext");
        byte[] secret = new byte[ciphertext.Length];
        byte[] key = DeriveKey(passphrase, Bytes(file.Kdf.Salt, "salt", KeyBytes), file.Kdf.N);
        try
        {
            using AesGcm cipher = new(key, TagBytes);
            cipher.Decrypt(
                Bytes(file.Cipher.Nonce, "nonce", AesGcm.NonceByteSizes.MaxSize), ciphertext,
                Bytes(file.Cipher.Tag, "tag", TagBytes), secret, Authenticated(file.Header));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new KeystoreException("the pass phrase is wrong, or the key file was altered");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void Check(KeystoreFile file)
    {
        if (file.Version != KeystoreFile.CurrentVersion)
        {
            throw new KeystoreException($"key file version {file.Version} is not known; this program reads version {KeystoreFile.CurrentVersion}");
        }

        if (file.Kdf is not { Name: "scrypt", R: BlockSize, P: 1, N: >= LeastCost and <= MostCost } || !int.IsPow2(file.Kdf.N) || file.Cipher.Name != "aes-256-gcm")
        {
            throw new KeystoreException($"the key file's derivation or cipher is not one this program reads (scrypt with N from {LeastCost} to {MostCost}, r = {BlockSize}, p = 1; aes-256-gcm)");
        }
    }

    private static byte[] Bytes(string hex, string name, int? expectedLength = null)
    {
        try
        {
            byte[] bytes = Convert.FromHexString(hex);
            return expectedLength is null || bytes.Length == expectedLength
                ? bytes
                : throw new KeystoreException($"the key file's {name} has {bytes.Length} bytes, expected {expectedLength}");
        }
        catch (FormatException)
        {
            throw new KeystoreException($"the key file's {name} is not hexadecimal");
        }
    }

    private static byte[] DeriveKey(string passphrase, byte[] salt, int cost) =>
        SCrypt.Generate(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormKC)), salt, cost, BlockSize, 1, KeyBytes);

    private static byte[] Authenticated(IReadOnlyDictionary<string, string> header) =>
        JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, string>(header.ToDictionary(), StringComparer.Ordinal));
}
