using Rollup.Crypto;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Ordering;
using Rollup.Sequencer.State;

namespace Rollup.Sequencer.Tests.TestKit;

/// <summary>Writes long logs quickly: real events, batches and hashes, with one signature for all, which a restart does not look at.</summary>
internal sealed class LogGenerator(IEventLog log, int seed)
{
    private const int GroupSize = 400;

    private readonly Random _random = new(seed);
    private readonly GroupEncoder _encoder = new(new Bytes32(new byte[32]));
    private readonly List<RollupEvent> _group = [];
    private readonly RecordedAuthorization _authorization = World.Party(1).Transfer(new(1), World.Party(2), 1, 0).Authorization;
    private ulong _milliseconds = 1_800_000_000_000;
    private EventHash _previous = LogHead.Genesis(World.Context).Hash;

    public SequencerState State { get; } = new(World.Context);

    /// <summary>Opens accounts and moves value between them at random.</summary>
    public async Task RunAsync(int accounts, int transfers)
    {
        for (int i = 0; i < accounts; i++)
        {
            Deposit deposit = State.Ledger.ResolveDeposit(State.Ledger.NextQueueIndex, AddressOf(i), default, 1_000_000, EthereumAddress.Zero);
            await AddAsync(deposit, at => new DepositCredited(at, deposit));
        }

        for (int i = 0; i < transfers; i++)
        {
            var sender = new LeafIndex((uint)_random.Next(1, accounts + 1));
            Account account = State.Ledger[sender];
            var intent = new TransferIntent(
                sender, account.Address, default, AddressOf(_random.Next(accounts)), 1, 1, account.Nonce, ProtocolLimits.MaxTimestamp, Digest.Zero);
            var transfer = (Transfer)State.Ledger.Resolve(new SignedTransfer(intent, null!));
            await AddAsync(transfer, at => new TransferAccepted(at, intent.IdIn(World.Context), transfer, _authorization));
        }

        await FlushAsync();
    }

    private static L2Address AddressOf(int number) => new(new Digest((ulong)number + 1, 7, 7, 7));

    private AcceptedAt Now() => new(_milliseconds++);

    private async Task AddAsync(Operation operation, Func<AcceptedAt, OperationEvent> create)
    {
        if (!State.OpenBatch.CanTake(operation))
        {
            await FlushAsync();
            SealedBatch batch = BatchSealer.Seal(State.Ledger, State.OpenBatch, World.DefaultOptions.FeeCollector, State.Batches.LastSeal + 1, Now());
            foreach (RollupEvent sealing in batch.Events)
            {
                Add(sealing);
            }

            await FlushAsync();
        }

        Add(create(Now()));
        if (_group.Count == GroupSize)
        {
            await FlushAsync();
        }
    }

    private void Add(RollupEvent @event)
    {
        _group.Add(@event);

        // The state runs ahead of the log by less than a group; nobody else reads either.
        EncodedGroup one = _encoder.Encode(State.Head, [@event]);
        State.Apply(@event, one.Metadata[0]);
    }

    private async Task FlushAsync()
    {
        if (_group.Count == 0)
        {
            return;
        }

        long revision = State.Head.Sequence - _group.Count;
        EncodedGroup encoded = _encoder.Encode(new(revision, _previous), _group);
        Assert.IsType<Appended>(await log.AppendAsync(StoredEvent.Stream, revision, encoded.Records));
        _previous = encoded.Metadata[^1].Hash;
        _group.Clear();
    }
}
