using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>The chain of digests over all headers, which ties a recursive proof to one history.</summary>
public static class RunningDigest
{
    /// <summary>d₀ = H(tag, chain id, contract, genesis root).</summary>
    public static Digest Start(ChainContext context, StateRoot genesis)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[ChainContext.ElementCount + 4];
        context.CopyTo(elements);
        genesis.Value.CopyTo(elements[ChainContext.ElementCount..]);
        return Sponge.Hash(HashTags.RunningDigestStart, elements);
    }

    /// <summary>dₙ = H(tag, dₙ₋₁, chain id, contract, header n): 28 elements.</summary>
    public static Digest Next(Digest previous, ChainContext context, BatchHeader header)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[4 + ChainContext.ElementCount + BatchHeader.ElementCount];
        previous.CopyTo(elements);
        context.CopyTo(elements[4..]);
        header.CopyTo(elements[(4 + ChainContext.ElementCount)..]);
        return Sponge.Hash(HashTags.RunningDigestStep, elements);
    }
}
