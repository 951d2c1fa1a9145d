using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Methods;

/// <summary>Signed operations and receipts.</summary>
internal static class OperationSchemas
{
    private const string ReferenceText = "Hash of a memo, or zero.";

    public static readonly Schema<SignedTransfer> Transfer = Schema.Object<SignedTransfer>("SignedTransfer", "A transfer with its sender's signature.")
        .Field("sender", Wire.Leaf, "The leaf that pays.", o => o.Transfer.Sender, out Field<LeafIndex> sender)
        .Field("senderAddress", Wire.Address, "Who owns it.", o => o.Transfer.SenderAddress, out Field<L2Address> senderAddress)
        .Field("token", Wire.Token, "The token of both leaves.", o => o.Transfer.Token, out Field<TokenId> token)
        .Field("recipientAddress", Wire.Address, "Who receives; a leaf is opened where there is none.", o => o.Transfer.Recipient, out Field<L2Address> recipient)
        .Field("amount", Schema.Quantity(), "In L2 units.", o => o.Transfer.Amount, out Field<ulong> amount)
        .Field("fee", Wire.Fee, "In L2 units; exactly this is charged.", o => o.Transfer.Fee, out Field<uint> fee)
        .Field("nonce", Schema.Quantity(), "The sender leaf's next nonce.", o => o.Transfer.Nonce, out Field<ulong> nonce)
        .Field("validUntil", Schema.Quantity(), "Unix seconds.", o => o.Transfer.ValidUntil, out Field<ulong> validUntil)
        .Field("reference", Wire.Digest, ReferenceText, o => o.Transfer.Reference, out Field<Digest> reference)
        .Field("publicKey", Wire.PublicKey, "The sender's key.", o => o.Authorization.Key, out Field<PublicKey> key)
        .Field("l1Owner", Wire.EthereumAddress, "With the key, the preimage of the sender's address.", o => o.Authorization.L1Owner, out Field<EthereumAddress> owner)
        .Field("signature", Wire.Signature, "Of the operation's id.", o => o.Authorization.Signature, out Field<Signature> signature)
        .Build(v => new(
            new(
                v.Get(sender), v.Get(senderAddress), v.Get(token), v.Get(recipient), v.Get(amount), v.Get(fee), v.Get(nonce), v.Get(validUntil),
                v.Get(reference)),
            new(v.Get(key), v.Get(owner), v.Get(signature))));

    public static readonly Schema<SignedWithdrawal> Withdrawal = Schema.Object<SignedWithdrawal>("SignedWithdrawal", "A withdrawal with its sender's signature.")
        .Field("sender", Wire.Leaf, "The leaf that pays.", o => o.Withdrawal.Sender, out Field<LeafIndex> withdrawer)
        .Field("senderAddress", Wire.Address, "Who owns it.", o => o.Withdrawal.SenderAddress, out Field<L2Address> withdrawerAddress)
        .Field("token", Wire.Token, "The leaf's token.", o => o.Withdrawal.Token, out Field<TokenId> withdrawnToken)
        .Field("recipientAddress", Wire.EthereumAddress, "Who may claim on L1.", o => o.Withdrawal.Recipient, out Field<EthereumAddress> claimer)
        .Field("amount", Schema.Quantity(), "In L2 units.", o => o.Withdrawal.Amount, out Field<ulong> withdrawn)
        .Field("fee", Wire.Fee, "In L2 units; exactly this is charged.", o => o.Withdrawal.Fee, out Field<uint> withdrawalFee)
        .Field("nonce", Schema.Quantity(), "The sender leaf's next nonce.", o => o.Withdrawal.Nonce, out Field<ulong> withdrawalNonce)
        .Field("validUntil", Schema.Quantity(), "Unix seconds.", o => o.Withdrawal.ValidUntil, out Field<ulong> withdrawalValidUntil)
        .Field("reference", Wire.Digest, ReferenceText, o => o.Withdrawal.Reference, out Field<Digest> withdrawalReference)
        .Field("publicKey", Wire.PublicKey, "The sender's key.", o => o.Authorization.Key, out Field<PublicKey> withdrawerKey)
        .Field("l1Owner", Wire.EthereumAddress, "With the key, the preimage of the sender's address.", o => o.Authorization.L1Owner, out Field<EthereumAddress> withdrawerOwner)
        .Field("signature", Wire.Signature, "Of the operation's id.", o => o.Authorization.Signature, out Field<Signature> withdrawalSignature)
        .Build(v => new(
            new(
                v.Get(withdrawer), v.Get(withdrawerAddress), v.Get(withdrawnToken), v.Get(claimer), v.Get(withdrawn), v.Get(withdrawalFee),
                v.Get(withdrawalNonce), v.Get(withdrawalValidUntil), v.Get(withdrawalReference)),
            new(v.Get(withdrawerKey), v.Get(withdrawerOwner), v.Get(withdrawalSignature))));

    /// <summary>A transfer or a withdrawal.</summary>
    public static readonly Schema<BatchItem> BatchItem = Schema.Object<BatchItem>("SignedOperation", "Exactly one of the two.")
        .OptionalField("transfer", Transfer, "A signed transfer.", o => o.Transfer, out Field<SignedTransfer> transfer)
        .OptionalField("withdrawal", Withdrawal, "A signed withdrawal.", o => o.Withdrawal, out Field<SignedWithdrawal> withdrawal)
        .Build(v => new(v.TryGet(transfer, out SignedTransfer? t) ? t : null, v.TryGet(withdrawal, out SignedWithdrawal? w) ? w : null))
        .As<BatchItem, BatchItem>(
            (BatchItem read, out BatchItem item) => (item = read).Operation is not null,
            item => item,
            "an object with exactly one of transfer and withdrawal");

    /// <summary>The properties of <see cref="Protocol.Receipt.WriteTo"/>, in its order.</summary>
    public static readonly Schema<Receipt> Receipt = Schema.Object<Receipt>("Receipt", "The sequencer's signed word that an event stands at a number of its log.")
        .Field("chainId", Schema.Quantity(), "The L1 chain.", r => r.Context.ChainId)
        .Field("contract", Wire.EthereumAddress, "The rollup's contract.", r => r.Context.Contract)
        .Field("keyId", Schema.Integer(0, uint.MaxValue), "Which of the sequencer's published keys signed.", r => r.KeyId)
        .Field("sequence", Wire.Sequence, "The event's number in the log.", r => r.Sequence)
        .Field("operationId", Wire.OperationId, "Zero for what nobody signed.", r => r.OperationId)
        .Field("eventHash", Wire.EventHash, "SHA-256(previous event hash ‖ canonical event).", r => r.EventHash)
        .Field("previousEventHash", Wire.EventHash, "That of the event before.", r => r.PreviousEventHash)
        .Field("acceptedAt", Wire.Time, "Unix milliseconds.", r => r.AcceptedAt)
        .Field("groupFirst", Wire.Sequence, "Number of the first event that was signed together with this one.", r => r.GroupFirst)
        .Field("groupSize", Schema.Integer(1, int.MaxValue), "How many were signed together.", r => r.GroupSize)
        .Field("signature", Wire.Signature, "Of the group's message.", r => r.Signature)
        .Field("path", Schema.Array(Wire.Sha256, 0, 31), "Siblings from the event to the group's root, from the bottom up.", r => r.Path)
        .Build();
}

/// <summary>One operation of rollup_sendBatch.</summary>
internal readonly record struct BatchItem(SignedTransfer? Transfer, SignedWithdrawal? Withdrawal)
{
    /// <summary>The operation, or null where not exactly one is given.</summary>
    public SignedOperation? Operation => (Transfer, Withdrawal) switch
    {
        ({ } transfer, null) => transfer,
        (null, { } withdrawal) => withdrawal,
        _ => null,
    };
}
