using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>What a user signs: exactly the fields below, and nothing that depends on the state.</summary>
public interface ISignedIntent
{
    /// <summary>The leaf that pays. It is signed, so a signature fits one leaf only.</summary>
    LeafIndex Sender { get; }

    L2Address SenderAddress { get; }

    TokenId Token { get; }

    ulong Amount { get; }

    uint Fee { get; }

    ulong Nonce { get; }

    /// <summary>The last batch timestamp, in Unix seconds, at which the operation may stand.</summary>
    ulong ValidUntil { get; }

    /// <summary>Hash of a memo (<see cref="Memo"/>), or zero.</summary>
    Digest Reference { get; }

    /// <summary>The first fault that needs no state to see, or null. Only an intent without one has an id.</summary>
    Refusal? CheckShape();

    /// <summary>Writes the <see cref="SignedMessage.ElementCount"/> elements that are hashed under <see cref="HashTags.SignedMessage"/>.</summary>
    void WriteMessage(ChainContext context, Span<Goldilocks> elements);

    /// <summary>The signed message, which is also the operation's id.</summary>
    OperationId IdIn(ChainContext context);
}
