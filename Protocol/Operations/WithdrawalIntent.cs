using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Burns <paramref name="Amount"/> of <paramref name="Token"/>, payable on L1 to <paramref name="Recipient"/>.</summary>
public sealed record WithdrawalIntent(
    LeafIndex Sender,
    L2Address SenderAddress,
    TokenId Token,
    EthereumAddress Recipient,
    ulong Amount,
    uint Fee,
    ulong Nonce,
    ulong ValidUntil,
    Digest Reference) : ISignedIntent
{
    public Refusal? CheckShape() => SignedMessage.CheckShape(this, Recipient.IsZero);

    public void WriteMessage(ChainContext context, Span<Goldilocks> elements)
    {
        SignedMessage.Write(this, OperationKind.Withdrawal, context, elements);
        Recipient.CopyLimbs(elements[SignedMessage.RecipientOffset..]);
    }

    public OperationId IdIn(ChainContext context) => SignedMessage.Hash(this, context);
}
