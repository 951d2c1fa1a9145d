using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>One leaf of the state: what one address holds of one token.</summary>
public readonly record struct Account(L2Address Address, TokenId Token, ulong Balance, ulong Nonce)
{
    /// <summary>Number of elements in the leaf's hash: address (4), token, balance, nonce, reserved 0.</summary>
    public const int ElementCount = 8;

    /// <summary>A leaf that was never opened: all zero.</summary>
    public static Account Empty => default;

    public bool IsEmpty => this == default;

    /// <summary>The leaf's digest in the account tree.</summary>
    public Digest LeafDigest
    {
        get
        {
            Span<Goldilocks> elements = stackalloc Goldilocks[ElementCount];
            CopyTo(elements);
            return Sponge.Hash(HashTags.AccountLeaf, elements);
        }
    }

    public bool Belongs(L2Address address, TokenId token) => Address == address && Token == token;

    internal void CopyTo(Span<Goldilocks> elements)
    {
        Address.Value.CopyTo(elements);
        elements[4] = Token.Value;
        elements[5] = Balance;
        elements[6] = Nonce;
        elements[7] = 0;
    }
}
