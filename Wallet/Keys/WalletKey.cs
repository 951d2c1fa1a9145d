using System.Security.Cryptography;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Wallet.Keys;

/// <summary>A signing key and the Ethereum account that owns its funds on L1: together they make the address.</summary>
/// <param name="L1Owner">Zero when there is none: then nothing gets out without the operator.</param>
public sealed record WalletKey(SecretKey Secret, EthereumAddress L1Owner)
{
    private const string Kind = "rollup-signing-key";

    public L2Address Address => L2Address.Derive(Secret.PublicKey, L1Owner);

    public Authorization Authorize(ISignedIntent intent, ChainContext chain) =>
        new(Secret.PublicKey, L1Owner, Schnorr.Sign(Secret, intent.IdIn(chain).Value));

    /// <summary>Seals the key under a pass phrase; address, public key and owner stay readable.</summary>
    public KeystoreFile Seal(string passphrase, int cost = Keystore.DefaultCost)
    {
        Span<byte> secret = stackalloc byte[SecretKey.ByteCount];
        Secret.Write(secret);
        KeystoreFile file = Keystore.Seal(secret, Header(), passphrase, cost);
        CryptographicOperations.ZeroMemory(secret);
        return file;
    }

    /// <summary>Opens a sealed key.</summary>
    /// <exception cref="KeystoreException">Wrong pass phrase, altered file, or a file of another kind.</exception>
    public static WalletKey Open(KeystoreFile file, string passphrase)
    {
        EthereumAddress owner = OwnerOf(file);
        byte[] bytes = Keystore.Open(file, passphrase);
        try
        {
            if (!SecretKey.TryRead(bytes, out SecretKey? secret))
            {
                throw new KeystoreException("the key file does not hold a signing key");
            }

            WalletKey key = new(secret, owner);
            return file.Header["address"] == key.Address.ToString()
                ? key
                : throw new KeystoreException($"the key file names address {file.Header["address"]}, but its key has {key.Address}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The address a key file is for, read without the pass phrase.</summary>
    public static L2Address AddressOf(KeystoreFile file) =>
        file.Header.TryGetValue("address", out string? text) && L2Address.TryParse(text, out L2Address address)
            ? address
            : throw new KeystoreException("the key file names no address");

    private static EthereumAddress OwnerOf(KeystoreFile file) =>
        file.Header.GetValueOrDefault("kind") == Kind && file.Header.ContainsKey("address")
        && EthereumAddress.TryParse(file.Header.GetValueOrDefault("l1Owner"), out EthereumAddress owner)
            ? owner
            : throw new KeystoreException($"the key file's header is not that of a {Kind}");

    private SortedDictionary<string, string> Header() => new(StringComparer.Ordinal)
    {
        ["kind"] = Kind,
        ["address"] = Address.ToString(),
        ["publicKey"] = Secret.PublicKey.ToString(),
        ["l1Owner"] = L1Owner.ToString(),
    };
}
