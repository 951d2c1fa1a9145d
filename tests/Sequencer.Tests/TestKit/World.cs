using Rollup.EventLog;
using Rollup.EventLog.Snapshots;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Submissions;

namespace Rollup.Sequencer.Tests.TestKit;

/// <summary>A sequencer on a log in memory, with a faucet and a clock that stands still.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly InMemoryEventLog _memory = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("sequencer-tests-").FullName;

    private World(SequencerOptions? options)
    {
        Log = new(_memory);
        Options = options ?? DefaultOptions;
    }

    public static ChainContext Context { get; } = new(ChainContext.DevelopmentChainId, EthereumAddress.Zero);

    public static SequencerOptions DefaultOptions { get; } = new()
    {
        Context = Context,
        FeeCollector = new Party(Context, 9999).Address,
        Faucet = true,
        Withdrawals = true,
        Tokens =
        [
            new(new(0), "ETH", 9, TransferFee: 0, OpeningFee: 0, WithdrawalFee: 0),
            new(new(1), "USDC", 6, TransferFee: 10, OpeningFee: 5, WithdrawalFee: 20),
        ],
    };

    public SequencerOptions Options { get; set; }

    public FaultyLog Log { get; }

    public MemoryMark Mark { get; set; } = new();

    public ManualTime Time { get; } = new();

    public SequencerCore Core { get; private set; } = null!;

    public IReceiptSigner Signer { get; set; } = new LocalReceiptSigner(DevelopmentKeys.Sequencer);

    public SnapshotStore Snapshots => new(_directory, "test");

    public string SnapshotDirectory => _directory;

    public static async Task<World> StartAsync(SequencerOptions? options = null)
    {
        var world = new World(options);
        await world.OpenAsync();
        return world;
    }

    public static Party Party(int number) => new(Context, number);

    public async Task OpenAsync() =>
        Core = await SequencerCore.OpenAsync(Options, new(Log, Snapshots, Mark, Signer) { Time = Time });

    /// <summary>Closes the sequencer and opens another one on the same log.</summary>
    public async Task RestartAsync()
    {
        await Core.DisposeAsync().AsTask().WaitAsync(Eventually.Limit);
        await OpenAsync().WaitAsync(Eventually.Limit);
    }

    /// <summary>Credits somebody and says where.</summary>
    public async Task<LeafIndex> FundAsync(Party party, ulong amount, TokenId token = default)
    {
        Assert.IsType<Confirmed>(await Core.Commands.Send(new CreditFromFaucet(party.Address, token, amount)));
        lock (Core.State.Gate)
        {
            Assert.True(Core.State.Ledger.TryFindLeaf(party.Address, token, out LeafIndex leaf));
            return leaf;
        }
    }

    public Task<SubmissionResult> SendAsync(SignedTransfer transfer) => Core.Commands.Send(new SubmitTransfer(transfer)).WaitAsync(Eventually.Limit);

    public Task<SubmissionResult> SendAsync(SignedWithdrawal withdrawal) => Core.Commands.Send(new SubmitWithdrawal(withdrawal)).WaitAsync(Eventually.Limit);

    public async Task<Receipt> ConfirmAsync(SignedTransfer transfer) => Assert.IsType<Confirmed>(await SendAsync(transfer)).Receipt;

    public async Task<Refusal> RefuseAsync(SignedTransfer transfer) => Assert.IsType<Refused>(await SendAsync(transfer)).Refusal;

    public Account Account(LeafIndex leaf)
    {
        lock (Core.State.Gate)
        {
            return Core.State.Ledger[leaf];
        }
    }

    /// <summary>All events of the log.</summary>
    public async Task<IReadOnlyList<RollupEvent>> EventsAsync()
    {
        var events = new List<RollupEvent>();
        await foreach (RecordedEvent record in Log.ReadAsync(StoredEvent.Stream, 0, ReadDirection.Forwards, long.MaxValue))
        {
            events.Add(StoredEvent.Read(record).Event);
        }

        return events;
    }

    /// <summary>Lets the open batch become due, and waits until it is sealed.</summary>
    public async Task<BatchSealed> SealAsync()
    {
        BatchNumber next;
        lock (Core.State.Gate)
        {
            next = Core.State.Batches.Last.Next();
        }

        Time.Advance(Options.BatchAge + TimeSpan.FromMilliseconds(1));
        await Eventually.HoldsAsync(() => Core.State.Batches.Last >= next, $"batch {next} is sealed");
        return (await EventsAsync()).OfType<BatchSealed>().Single(s => s.Header.Number == next);
    }

    public async ValueTask DisposeAsync()
    {
        Log.Resume();
        await Core.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
