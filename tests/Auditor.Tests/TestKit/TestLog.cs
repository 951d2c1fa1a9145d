using System.Text;
using Rollup.Auditor.Sources;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Tests.TestKit;

/// <summary>An honest log made with the Sequencer's own transition code, which tests then falsify.</summary>
internal sealed class TestLog
{
    public static ChainContext Chain { get; } = new(ChainContext.DevelopmentChainId, EthereumAddress.Zero);

    public static TestUser Operator { get; } = new(200);

    public static SecretKey SequencerKey { get; } = new TestUser(201).Key;

    private readonly LedgerState _state = new(Chain);
    private readonly BatchBuilder _batch = new(CapacityRung.Largest);
    private readonly List<RollupEvent> _events = [];
    private readonly List<int> _groupSizes = [];
    private ulong _time = 1_700_000_000_000;
    private int _batchStart;

    public IReadOnlyList<RollupEvent> Events => _events;

    public ulong Now => _time / 1000;

    /// <summary>Two batches in which everything happens: deposits, transfers that open and that do not, a withdrawal, an exit, fees in two tokens.</summary>
    public static TestLog Honest()
    {
        TestLog log = new();
        TestUser alice = new(1), bob = new(2);
        log.Deposit(alice, token: 0, 1000);
        log.Deposit(alice, token: 1, 500);
        log.Transfer(alice, bob, token: 0, amount: 100, fee: 3);
        log.Transfer(alice, alice, token: 1, amount: 10, fee: 2);
        log.Seal();
        log.Transfer(bob, alice, token: 0, amount: 40, fee: 1);
        log.Withdraw(alice, token: 0, amount: 7, fee: 1);
        log.Exit(bob, token: 0);
        log.Seal();
        log.Deposit(bob, token: 0, 5);
        return log;
    }

    public void Deposit(TestUser user, uint token, ulong amount) =>
        Add(new DepositCredited(Tick(), _state.ResolveDeposit(_state.NextQueueIndex, user.Address, new(token), amount, EthereumAddress.Zero)));

    public void Exit(TestUser user, uint token)
    {
        Assert.True(_state.TryFindLeaf(user.Address, new(token), out LeafIndex leaf));
        Add(new ForcedExitProcessed(Tick(), _state.ResolveForcedExit(_state.NextQueueIndex, leaf, user.Address, new(token), EthereumAddress.Zero)));
    }

    public void Transfer(TestUser from, TestUser to, uint token, ulong amount, uint fee)
    {
        Assert.True(_state.TryFindLeaf(from.Address, new(token), out LeafIndex leaf));
        TransferIntent intent = new(leaf, from.Address, new(token), to.Address, amount, fee, _state[leaf].Nonce, Now + 1000, Digest.Zero);
        Transfer transfer = (Transfer)_state.Resolve(new SignedTransfer(intent, Decoded(from.Sign(intent))));
        Add(new TransferAccepted(Tick(), intent.IdIn(Chain), transfer, from.Sign(intent)));
    }

    public void Withdraw(TestUser from, uint token, ulong amount, uint fee)
    {
        Assert.True(_state.TryFindLeaf(from.Address, new(token), out LeafIndex leaf));
        WithdrawalIntent intent = new(leaf, from.Address, new(token), new EthereumAddress(new byte[20]), amount, fee, _state[leaf].Nonce, Now + 1000, Digest.Zero);
        if (intent.CheckShape() is not null)
        {
            byte[] recipient = new byte[20];
            recipient[19] = 9;
            intent = intent with { Recipient = new EthereumAddress(recipient) };
        }

        Add(new WithdrawalAccepted(Tick(), intent.IdIn(Chain), new Withdrawal(intent), from.Sign(intent)));
    }

    public void Seal()
    {
        SealedBatch batch = BatchSealer.Seal(_state, _batch, Operator.Address, _batchStart, Tick());
        foreach (RollupEvent @event in batch.Events)
        {
            _state.Apply(@event);
            _events.Add(@event);
        }

        _groupSizes.Add(batch.Events.Count);
        _batch.Clear();
        _batchStart = _events.Count;
    }

    /// <summary>The honest log as stored.</summary>
    public List<RecordedEvent> Store() => Store(_events, _groupSizes);

    /// <summary>Other events in the same groups, with a hash chain that fits them.</summary>
    public List<RecordedEvent> Store(IReadOnlyList<RollupEvent> events) =>
        Store(events, events.Count == _events.Count ? _groupSizes : [.. Enumerable.Repeat(1, events.Count)]);

    public static List<RecordedEvent> Store(IReadOnlyList<RollupEvent> events, IReadOnlyList<int> groupSizes)
    {
        List<byte[]> data = [.. events.Select((@event, i) => EventCodec.Encode(@event, i))];
        return Store(data, [.. events.Select(@event => @event.Type)], groupSizes);
    }

    public List<RecordedEvent> Store(IReadOnlyList<byte[]> data, IReadOnlyList<string> types) => Store(data, types, _groupSizes);

    /// <summary>Canonical bytes of every event.</summary>
    public List<string> Texts() => [.. _events.Select((@event, i) => Encoding.ASCII.GetString(EventCodec.Encode(@event, i)))];

    public static async Task<AuditReport> AuditAsync(IReadOnlyList<RecordedEvent> events, params Receipt[] receipts) =>
        (await RunAsync(events, receipts)).Report;

    public static async Task<AuditResult> RunAsync(IReadOnlyList<RecordedEvent> events, params Receipt[] receipts) =>
        await Audit.RunAsync(new ListSource(events), new AuditOptions(Chain, receipts, SequencerKey.PublicKey));

    /// <summary>The receipt of one event of a stored log, alone in its group of one for simplicity.</summary>
    public static Receipt ReceiptFor(RecordedEvent stored, SecretKey? signer = null)
    {
        Assert.True(EventMetadata.TryDecode(stored.Metadata.Span, out EventMetadata? metadata, out _));
        RollupEvent @event = EventCodec.Decode(stored.Data.Span, out long sequence);
        OperationId id = @event is OperationEvent operation ? operation.Id : OperationId.None;
        ReceiptGroup group = ReceiptGroup.Build(Chain, 0, [new(sequence, id, metadata.Hash, metadata.Previous, @event.At)]);
        return group.Receipt(0, Schnorr.Sign(signer ?? SequencerKey, group.Message));
    }

    private static List<RecordedEvent> Store(IReadOnlyList<byte[]> data, IReadOnlyList<string> types, IReadOnlyList<int> groupSizes)
    {
        List<RecordedEvent> stored = [];
        EventHash previous = EventHash.Genesis(Chain, GenesisState.Root);
        foreach (int size in groupSizes)
        {
            long first = stored.Count;
            for (int i = 0; i < size; i++)
            {
                long sequence = first + i;
                EventHash hash = EventHash.Of(previous, data[(int)sequence]);
                EventMetadata metadata = new(EventCodec.SchemaVersion, sequence, previous, hash, first, size);
                stored.Add(new(LogAuditSource.OperationsStream, sequence, Guid.Empty, types[(int)sequence], data[(int)sequence], metadata.Encode()));
                previous = hash;
            }
        }

        return stored;
    }

    private static Authorization Decoded(RecordedAuthorization recorded)
    {
        Assert.True(recorded.TryDecode(out Authorization? authorization));
        return authorization;
    }

    private void Add(OperationEvent @event)
    {
        _state.Apply(@event);
        _batch.Add(@event.Operation, @event.Id);
        _events.Add(@event);
        _groupSizes.Add(1);
    }

    private AcceptedAt Tick() => new(_time += 250);
}
