using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>H(tag, public key, L1 owner): who may spend a leaf and who may force its exit. Text form: bech32m, "zp1…".</summary>
/// <remarks>
/// An address is a hash: any four field elements form one, and whether someone holds a key for it cannot be seen. Only
/// zero is refused as a recipient, because zero is what an empty leaf holds.
/// </remarks>
public readonly record struct L2Address(Digest Value)
{
    public static L2Address Zero => default;

    public bool IsZero => Value.IsZero;

    /// <param name="owner">The Ethereum account that may force an exit; zero means there is no way out without the operator.</param>
    public static L2Address Derive(PublicKey key, EthereumAddress owner) => Derive((EncodedPublicKey)key, owner);

    /// <inheritdoc cref="Derive(PublicKey, EthereumAddress)"/>
    public static L2Address Derive(EncodedPublicKey key, EthereumAddress owner)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[EncodedPublicKey.ElementCount + EthereumAddress.LimbCount];
        key.Value.CopyTo(elements);
        owner.CopyLimbs(elements[EncodedPublicKey.ElementCount..]);
        return new(Sponge.Hash(HashTags.Address, elements));
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out L2Address address)
    {
        Span<byte> bytes = stackalloc byte[Digest.ByteCount];
        address = default;
        if (!Bech32m.TryDecode(text, bytes) || !Digest.TryRead(bytes, out Digest value))
        {
            return false;
        }

        address = new(value);
        return true;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Digest.ByteCount];
        Value.Write(bytes);
        return Bech32m.Encode(bytes);
    }
}
