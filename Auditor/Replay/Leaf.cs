using Rollup.Crypto;
using Rollup.Protocol;

namespace Rollup.Auditor.Replay;

/// <summary>One leaf of the state, as the audit keeps it. The default is the leaf that was never opened.</summary>
internal readonly record struct Leaf(L2Address Address, TokenId Token, ulong Balance, ulong Nonce)
{
    public bool IsOpen => !Address.IsZero;

    /// <summary>H(tag, address (4), token, balance, nonce, 0); specification, "State".</summary>
    public Digest Hash()
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[8];
        elements.Clear();
        Address.Value.CopyTo(elements);
        elements[4] = Token.Value;
        elements[5] = Balance;
        elements[6] = Nonce;
        return Sponge.Hash(HashTags.AccountLeaf, elements);
    }
}
