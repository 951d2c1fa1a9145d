using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Fees;
using Rollup.Sequencer.Queries;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Methods;

/// <summary>How answers travel.</summary>
internal static class ViewSchemas
{
    public static readonly Schema<AccountView> Account = Schema.Object<AccountView>("Account", "What one address holds of one token.")
        .Field("leaf", Wire.Leaf, "Where the account stands in the tree.", a => a.Leaf)
        .Field("address", Wire.Address, "Who owns it.", a => a.Accepted.Address)
        .Field("token", Wire.Token, "What it holds.", a => a.Accepted.Token)
        .Field("balance", Schema.Quantity(), "In L2 units, as of the newest accepted operation.", a => a.Accepted.Balance)
        .Field("nonce", Schema.Quantity(), "The nonce that the next operation must have.", a => a.Accepted.Nonce)
        .Field("sealedBalance", Schema.Quantity(), "In L2 units, as of the newest sealed batch.", a => a.Sealed.Balance)
        .Field("sealedNonce", Schema.Quantity(), "As of the newest sealed batch.", a => a.Sealed.Nonce)
        .Build();

    public static readonly Schema<AccountProofView> AccountProof = Schema.Object<AccountProofView>("AccountProof", "Shows what a leaf held after a batch.")
        .Field("leaf", Wire.Leaf, "The leaf.", p => p.Leaf)
        .Field("address", Wire.Digest, "The owner's address as a digest; zero for a leaf that was never opened.", p => p.Account.Address.Value)
        .Field("token", Wire.Token, "Its token.", p => p.Account.Token)
        .Field("balance", Schema.Quantity(), "Its balance in L2 units.", p => p.Account.Balance)
        .Field("nonce", Schema.Quantity(), "Its nonce.", p => p.Account.Nonce)
        .Field("batch", Wire.Batch, "After which batch.", p => p.Batch.Number)
        .Field("stateRoot", Wire.StateRoot, "H(accounts root, shielded root) of that batch.", p => p.Batch.Root)
        .Field("accountsRoot", Wire.Digest, "The root that the path leads to.", p => p.AccountsRoot)
        .Field("siblings", Schema.Array(Wire.Digest, 32, 32), "From the leaf's sibling up to the child of the root.", p => p.Path.Siblings)
        .Build();

    public static readonly Schema<EventView> Operation = Schema.Object<EventView>("Operation", "Something that changed accounts, and how far it is.")
        .Field("sequence", Wire.Sequence, "Its number in the log.", e => e.Sequence)
        .Field("status", Schema.Word("accepted", "sealed"), "accepted: on stable storage; sealed: in a batch.", e => e.Batch is null ? "accepted" : "sealed")
        .OptionalField("batch", Wire.Batch, "The batch that holds it, once there is one.", e => e.Batch)
        .Field("eventHash", Wire.EventHash, "SHA-256(previous event hash ‖ event).", e => e.Hash)
        .Field("event", Schema.Json("The event, canonical: its bytes are what is hashed."), "What happened.", e => e.Data)
        .Build();

    public static readonly Schema<OperationView> ReceiptedOperation = Schema.Object<OperationView>("ReceiptedOperation", "A signed operation.")
        .Field("operation", Operation, "What happened, and how far it is.", o => o.Event)
        .Field("receipt", OperationSchemas.Receipt, "The receipt that its sender got.", o => o.Receipt)
        .Build();

    public static readonly Schema<BatchView> Batch = Schema.Object<BatchView>("Batch", "Operations that were sealed together.")
        .Field("number", Wire.Batch, "From 1.", b => b.Seal.Header.Number)
        .Field("status", Schema.Word("sealed"), "How far it is.", _ => "sealed")
        .Field("sequence", Wire.Sequence, "Number of the event that sealed it.", b => b.Event.Sequence)
        .Field("firstSequence", Wire.Sequence, "Number of its first operation.", b => b.Seal.FirstSequence)
        .Field("operationCount", Schema.Integer(1, int.MaxValue), "Collections of fees included.", b => b.Seal.OperationCount)
        .Field("timestamp", Schema.Quantity(), "Unix seconds: when its first operation was accepted.", b => b.Seal.Header.Timestamp)
        .Field("sealedAt", Wire.Time, "Unix milliseconds.", b => b.Seal.At)
        .Field("previousRoot", Wire.StateRoot, "The state root before it.", b => b.Seal.PreviousRoot)
        .Field("newRoot", Wire.StateRoot, "The state root after it.", b => b.Seal.Header.NewRoot)
        .Field("runningDigest", Wire.Digest, "Of all headers up to this one.", b => b.Seal.RunningDigest)
        .Field("eventHash", Wire.EventHash, "SHA-256(previous event hash ‖ event).", b => b.Event.Hash)
        .Field("event", Schema.Json("The event, canonical: its bytes are what is hashed."), "The seal as the log has it, with its commitments.", b => b.Event.Data)
        .Build();

    public static readonly Schema<AddressChange> AddressChange = Schema.Object<AddressChange>("AddressChange", "What happened to an address.")
        .Field("status", Schema.Word("accepted", "sealed"), "accepted: an operation touched the address; sealed: a batch with such operations was sealed.", c => c.Sealed is null ? "accepted" : "sealed")
        .OptionalField("operation", Operation, "The operation (accepted).", c => c.Sealed is null ? c.Event : null)
        .OptionalField("batch", Wire.Batch, "The batch (sealed).", c => c.Sealed is null ? null : ((BatchSealed)c.Event.Event).Header.Number)
        .OptionalField("operations", Schema.Array(Wire.Sequence, 1, int.MaxValue), "Numbers of the address's operations in the batch (sealed).", c => c.Sealed)
        .Build();

    public static readonly Schema<HeadsView> Status = Schema.Object<HeadsView>("Status", "How far everything is.")
        .Field("sequence", Schema.Integer(-1, (1L << 53) - 1), "Number of the newest event; −1 before the first.", h => h.Log.Sequence)
        .Field("eventHash", Wire.EventHash, "Of the newest event.", h => h.Log.Hash)
        .Field("acceptedAt", Wire.Time, "When it was accepted: Unix milliseconds.", h => h.At)
        .Field("batch", Wire.Batch, "The newest sealed batch; 0 before the first.", h => h.Batch.Number)
        .Field("stateRoot", Wire.StateRoot, "Its state root.", h => h.Batch.Root)
        .Field("runningDigest", Wire.Digest, "Of all batch headers.", h => h.Batch.RunningDigest)
        .Field("sealedSequence", Schema.Integer(-1, (1L << 53) - 1), "Number of the event that sealed it; −1 before the first.", h => h.LastSeal)
        .Field("openOperations", Schema.Integer(0, int.MaxValue), "Operations of the open batch.", h => h.OpenOperations)
        .Field("accounts", Schema.Integer(0, uint.MaxValue), "Accounts that exist.", h => h.Accounts)
        .Build();

    public static readonly Schema<EventView> RawEvent = Schema.Object<EventView>("Event", "An event as the log has it.")
        .Field("type", Schema.Text(1, 64), "Its type.", e => e.Event.Type)
        .Field("data", Schema.Json("Canonical: its bytes are what is hashed."), "The event.", e => e.Data)
        .Field("metadata", Schema.Json("Schema version, sequence, hashes, append group."), "What the log keeps beside it.", e => e.Metadata)
        .Build();

    public static readonly Schema<FeeQuote> Quote = Schema.Object<FeeQuote>("FeeQuote", "The least fee that is accepted.")
        .Field("total", Schema.Quantity(), "The sum, in L2 units.", q => q.Total)
        .Field("items", Schema.Array(FeeItem(), 1, 8), "What it is made of.", q => q.Items)
        .Build();

    public static readonly Schema<TokenListing> Token = Schema.Object<TokenListing>("Token", "A token that operations may use.")
        .Field("token", Wire.Token, "Its number.", t => t.Id)
        .Field("symbol", Schema.Text(1, 16), "For people.", t => t.Symbol)
        .Field("decimals", Schema.Integer(0, 18), "One token is 10^decimals L2 units.", t => t.Decimals)
        .Field("transferFee", Wire.Fee, "Least fee of a transfer.", t => t.TransferFee)
        .Field("openingFee", Wire.Fee, "Added where a transfer opens the recipient's leaf.", t => t.OpeningFee)
        .Field("withdrawalFee", Wire.Fee, "Least fee of a withdrawal.", t => t.WithdrawalFee)
        .Build();

    private static Schema<FeeItem> FeeItem() => Schema.Object<FeeItem>("FeeItem", "One part of a fee.")
        .Field("name", Schema.Word(Fees.FeeItem.Transfer, Fees.FeeItem.Withdrawal, Fees.FeeItem.OpensAccount), "What for.", i => i.Name)
        .Field("amount", Wire.Fee, "In L2 units.", i => i.Amount)
        .Build();
}
