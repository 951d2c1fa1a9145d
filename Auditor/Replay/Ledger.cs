using Rollup.Crypto;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Replay;

/// <summary>
/// The audit's own transition: executes the operations of a log by the rules of the specification. It shares nothing with
/// the Sequencer's, so that a fault there shows here.
/// </summary>
internal sealed class Ledger
{
    private const ulong BalanceLimit = 1UL << 62;
    private const ulong AmountLimit = 1UL << 60;

    private readonly ChainContext _chain;
    private readonly Dictionary<uint, Leaf> _leaves = [];
    private readonly Dictionary<uint, Leaf> _written = [];
    private readonly StateTree _tree = new();
    private readonly OpenBatch _batch = new();
    private ulong _nextQueueIndex;
    private ulong _previousTimestamp;

    public Ledger(ChainContext chain)
    {
        _chain = chain;
        Root = StateRoot.Of(_tree.Root, StateRoot.ReservedShieldedRoot);
        RunningDigest = Protocol.RunningDigest.Start(chain, Root);
        Genesis = EventHash.Genesis(chain, Root);
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <exception cref="FormatException">Its leaves do not lead to its root.</exception>
    public Ledger(Checkpoint checkpoint)
        : this(checkpoint.Chain)
    {
        _leaves = new(checkpoint.Leaves);
        _tree.Write(checkpoint.Leaves);
        Root = StateRoot.Of(_tree.Root, StateRoot.ReservedShieldedRoot);
        if (Root != checkpoint.Root)
        {
            throw new FormatException($"the checkpoint's leaves lead to root {Root}, it names {checkpoint.Root}");
        }

        (RunningDigest, LastBatch) = (checkpoint.RunningDigest, checkpoint.Batch);
        (_previousTimestamp, _nextQueueIndex) = (checkpoint.BatchTimestamp, checkpoint.NextQueueIndex);
    }

    /// <summary>Root after the last sealed batch.</summary>
    public StateRoot Root { get; private set; }

    public Digest RunningDigest { get; private set; }

    /// <summary>The hash that the first event names as its predecessor's.</summary>
    public EventHash Genesis { get; }

    public BatchNumber LastBatch { get; private set; }

    /// <summary>Operations since the last seal.</summary>
    public int OpenOperations => _batch.Operations.Count;

    /// <summary>The state right after a seal.</summary>
    /// <exception cref="InvalidOperationException">A batch is open.</exception>
    public Checkpoint ToCheckpoint(long events, EventHash head, AcceptedAt lastTime) => OpenOperations == 0
        ? new(_chain, events, head, lastTime, LastBatch, _previousTimestamp, _nextQueueIndex, Root, RunningDigest, _leaves)
        : throw new InvalidOperationException($"{OpenOperations} operations are in no batch yet.");

    /// <summary>Applies an event.</summary>
    /// <param name="groupFirst">First event of the append that wrote it.</param>
    /// <exception cref="FindingException">The rules do not allow it.</exception>
    public void Apply(RollupEvent @event, long sequence, long groupFirst)
    {
        switch (@event)
        {
            case OperationEvent operation:
                Apply(operation, sequence);
                break;
            case BatchSealed seal:
                Seal(seal, sequence, groupFirst);
                break;
            default:
                throw new FindingException("the type does not belong in this stream", "an operation or a seal", @event.Type);
        }
    }

    private void Apply(OperationEvent @event, long sequence)
    {
        ulong timestamp = _batch.Timestamp ?? Math.Max(_previousTimestamp, @event.At.UnixSeconds);
        if (_batch.LastCollected is { } last && @event.Operation is not CollectFees)
        {
            throw new FindingException("an operation follows the collection of fees", "the seal", $"{@event.Type} after fees in token {last}");
        }

        switch (@event.Operation)
        {
            case Transfer transfer:
                Debit(transfer.Intent, timestamp);
                Credit(transfer.Recipient, transfer.Opens, transfer.Intent.Recipient, transfer.Intent.Token, transfer.Intent.Amount);
                break;
            case Withdrawal withdrawal:
                Debit(withdrawal.Intent, timestamp);
                break;
            case Deposit deposit:
                TakeFromQueue(deposit.QueueIndex);
                Credit(deposit.Leaf, deposit.Opens, deposit.Address, deposit.Token, deposit.Amount);
                break;
            case ForcedExit exit:
                TakeFromQueue(exit.QueueIndex);
                Exit(exit);
                break;
            case CollectFees collection:
                Collect(collection);
                break;
            default:
                throw new FindingException("the operation is not known", "one of five kinds", @event.Type);
        }

        _batch.Timestamp = timestamp;
        _batch.Add(@event.Operation, @event.Id, sequence);
    }

    private void Debit(ISignedIntent intent, ulong timestamp)
    {
        Leaf leaf = LeafAt(intent.Sender);
        Require(leaf.IsOpen, "the sender's leaf was never opened", "an open leaf", $"leaf {intent.Sender}");
        RequireEqual("the sender's leaf belongs to another address", leaf.Address, intent.SenderAddress);
        RequireEqual("the sender's leaf holds another token", leaf.Token, intent.Token);
        RequireEqual("the nonce is not the next one", leaf.Nonce, intent.Nonce);
        Require(timestamp <= intent.ValidUntil, "the operation had expired", $"valid until {timestamp} or later", $"{intent.ValidUntil}");
        RequireAmount(intent.Amount);
        ulong total = intent.Amount + intent.Fee;
        Require(total <= leaf.Balance, "amount and fee exceed the balance", $"at most {leaf.Balance}", $"{total}");

        Write(intent.Sender, leaf with { Balance = leaf.Balance - total, Nonce = leaf.Nonce + 1 });
        if (intent.Fee > 0)
        {
            _batch.Fees[intent.Token.Value] = _batch.Fees.GetValueOrDefault(intent.Token.Value) + intent.Fee;
        }
    }

    private void Credit(LeafIndex index, bool opens, L2Address address, TokenId token, ulong amount)
    {
        Leaf leaf = LeafAt(index);
        if (opens)
        {
            Require(index.Value != 0 && !leaf.IsOpen, "the leaf cannot be opened", "an unopened leaf other than 0", $"leaf {index}");
            Require(!address.IsZero, "a leaf is opened for nobody", "an address", "zero");
            leaf = new Leaf(address, token, 0, 0);
        }

        Require(leaf.IsOpen, "the receiving leaf was never opened", "an open leaf", $"leaf {index}");
        RequireEqual("the receiving leaf belongs to another address", leaf.Address, address);
        RequireEqual("the receiving leaf holds another token", leaf.Token, token);
        RequireAmount(amount);
        Require(amount < BalanceLimit - leaf.Balance, "the balance would reach 2^62", $"below {BalanceLimit}", $"{leaf.Balance} + {amount}");
        Write(index, leaf with { Balance = leaf.Balance + amount });
    }

    private void TakeFromQueue(ulong queueIndex)
    {
        RequireEqual("the queue is not followed in order", _nextQueueIndex, queueIndex);
        _nextQueueIndex++;
    }

    private void Exit(ForcedExit exit)
    {
        Leaf leaf = LeafAt(exit.Leaf);
        bool matches = leaf.IsOpen && leaf.Address == exit.Address && leaf.Token == exit.Token;
        RequireEqual("a forced exit burns another amount", matches ? leaf.Balance : 0, exit.Burned);
        if (matches)
        {
            Write(exit.Leaf, leaf with { Balance = 0 });
        }
    }

    private void Collect(CollectFees collection)
    {
        Require(
            _batch.LastCollected is not { } last || collection.Token.Value > last.Value,
            "fees are not collected in ascending order of tokens", $"a token above {_batch.LastCollected}", $"{collection.Token}");
        RequireEqual("the collected amount is not the sum of the batch's fees", _batch.Fees.GetValueOrDefault(collection.Token.Value), collection.Amount);
        _batch.Fees.Remove(collection.Token.Value);
        Credit(collection.Leaf, collection.Opens, collection.Address, collection.Token, collection.Amount);
    }

    private void Seal(BatchSealed seal, long sequence, long groupFirst)
    {
        Require(_batch.Operations.Count > _batch.CollectionCount, "an empty batch is sealed", "at least one operation", "none");
        Require(_batch.Fees.Count == 0, "fees were not collected", "none left", $"fees in {_batch.Fees.Count} tokens");
        Require(
            groupFirst <= (_batch.FirstCollection ?? sequence), "the collections and the seal are not one append",
            $"a group from event {_batch.FirstCollection}", $"from {groupFirst}");

        RequireEqual("the seal names another first event", _batch.FirstSequence, seal.FirstSequence);
        RequireEqual("the seal counts other operations", _batch.Operations.Count, seal.OperationCount);
        RequireEqual("the batch number does not follow", LastBatch.Value + 1, seal.Header.Number.Value);
        RequireEqual("the batch's timestamp is not that of its first operation", _batch.Timestamp!.Value, seal.Header.Timestamp);
        RequireEqual("the seal starts from another state root", Root, seal.PreviousRoot);

        _tree.Write(_written);
        _written.Clear();
        StateRoot root = StateRoot.Of(_tree.Root, StateRoot.ReservedShieldedRoot);
        RequireEqual("the state root differs from the replayed one", root, seal.Header.NewRoot);
        BatchData.Check(seal, _batch);
        Digest digest = Protocol.RunningDigest.Next(RunningDigest, _chain, seal.Header);
        RequireEqual("the running digest differs", digest, seal.RunningDigest);

        (Root, RunningDigest, LastBatch, _previousTimestamp) = (root, digest, seal.Header.Number, seal.Header.Timestamp);
        _batch.Clear();
    }

    private Leaf LeafAt(LeafIndex index) => _leaves.GetValueOrDefault(index.Value);

    private void Write(LeafIndex index, Leaf leaf)
    {
        _leaves[index.Value] = leaf;
        _written[index.Value] = leaf;
    }

    private static void RequireAmount(ulong amount) =>
        Require(amount is > 0 and < AmountLimit, "the amount is out of range", $"1 to {AmountLimit - 1}", $"{amount}");

    private static void RequireEqual<T>(string problem, T expected, T found)
        where T : IEquatable<T> =>
        Require(expected.Equals(found), problem, $"{expected}", $"{found}");

    private static void Require(bool condition, string problem, string expected, string found)
    {
        if (!condition)
        {
            throw new FindingException(problem, expected, found);
        }
    }
}
