using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Moves <paramref name="Amount"/> of <paramref name="Token"/> to a leaf of <paramref name="Recipient"/>, opened if there is none.</summary>
public sealed record TransferIntent(
    LeafIndex Sender,
    L2Address SenderAddress,
    TokenId Token,
    L2Address Recipient,
    ulong Amount,
    uint Fee,
    ulong Nonce,
    ulong ValidUntil,
    Digest Reference) : ISignedIntent
{
    public Refusal? CheckShape() => SignedMessage.CheckShape(this, Recipient.IsZero);

    public void WriteMessage(ChainContext context, Span<Goldilocks> elements)
    {
        SignedMessage.Write(this, OperationKind.Transfer, context, elements);
        Recipient.Value.CopyTo(elements[SignedMessage.RecipientOffset..]);
    }

    public OperationId IdIn(ChainContext context) => SignedMessage.Hash(this, context);
}
