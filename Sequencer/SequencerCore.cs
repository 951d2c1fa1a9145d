using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Fees;
using Rollup.Sequencer.Ordering;
using Rollup.Sequencer.Queries;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.Signatures;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer;

/// <summary>A running sequencer without its interfaces: commands in, receipts out, and a state to look at.</summary>
/// <remarks>
/// An operation's way: <see cref="Commands"/> (validation), <see cref="SignatureStage"/>, <see cref="OperationWriter"/>,
/// <see cref="ConfirmationStage"/>, and back to its caller. Opening it is a restart, always.
/// </remarks>
public sealed class SequencerCore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly SignatureStage _signatures;
    private readonly ILogger _log;

    private SequencerCore(SequencerOptions options, SequencerParts parts, StateRestorer restorer, RestoredState restored)
    {
        (Options, State, Signer) = (options, restored.State, parts.Signer);
        var policy = new BatchPolicy(options.LargestBatch, options.BatchAge, options.FeeCollector);
        var issuer = new ReceiptIssuer(options.Context, options.KeyId, parts.Signer);
        _log = parts.Loggers.CreateLogger("Rollup.Sequencer");
        Fees = new(options.Tokens);
        Archive = new(parts.Log, issuer);
        Admission = new(options.QueueCapacity, parts.Time);
        Clock = new(parts.Time, State.LastAt);
        Snapshots = new(restorer, parts.Snapshots, options.SnapshotEveryEvents, restored.FromSnapshot ?? -1, parts.Time, _log);
        Confirmations = new(
            parts.Mark, issuer, Archive, Metrics, parts.Time, State.Head.Sequence, halt => Writer!.Abort(halt));
        Store = new(State, new GroupEncoder(WriterName()), new LogAppender(parts.Log, StoredEvent.Stream, parts.Time), Metrics, parts.Time);
        Writer = new(
            State,
            new GroupBuilder(State, Fees, policy.Largest),
            Store,
            Clock,
            Confirm,
            policy,
            Metrics,
            parts.Time,
            _log);
        _signatures = new(options.Context, options.SignatureWorkers, Forward, Metrics);
        _services = SubmissionPipeline.Build(new OperationIntake(Admission, _signatures, Writer, Metrics), Fees, new(options.Withdrawals, options.Faucet));
        Commands = _services.GetRequiredService<IMediator>();
        var ledger = new LedgerQueries(State, Fees);
        var log = new LogQueries(parts.Log, ledger, Archive, Confirmations.Covered);
        Queries = new(ledger, log, new ChangeFeeds(log, ledger, Confirmations.Covered, parts.Time));
        Observe();
        Writer.Start();
    }

    public SequencerOptions Options { get; }

    /// <summary>Takes the commands of <c>Submissions</c>.</summary>
    public IMediator Commands { get; }

    /// <summary>Completes when the sequencer has stopped for good; the process should then end with the reason's exit code.</summary>
    public Task<SequencerHaltException> Halted => Writer.Halted;

    internal SequencerState State { get; }

    internal SequencerQueries Queries { get; }

    internal FeeSchedule Fees { get; }

    internal ReceiptArchive Archive { get; }

    internal IReceiptSigner Signer { get; }

    internal Admission Admission { get; }

    internal SequencerClock Clock { get; }

    internal GroupStore Store { get; }

    internal OperationWriter Writer { get; }

    internal ConfirmationStage Confirmations { get; }

    internal SnapshotKeeper Snapshots { get; }

    internal SequencerMetrics Metrics { get; } = new();

    /// <summary>Rebuilds the state from the log and starts.</summary>
    /// <exception cref="SequencerHaltException">The configuration cannot be run, or log, snapshots and mark do not tell one story.</exception>
    public static async Task<SequencerCore> OpenAsync(SequencerOptions options, SequencerParts parts, CancellationToken cancellationToken = default)
    {
        RequireRunnable(options, parts.Signer);
        ILogger log = parts.Loggers.CreateLogger("Rollup.Sequencer");
        long start = parts.Time.GetTimestamp();
        var restorer = new StateRestorer(parts.Log, parts.Snapshots, options.Context, parts.Time, log);
        long last = await parts.Log.GetRevisionAsync(StoredEvent.Stream, cancellationToken);
        RestoredState restored = await restorer.RestoreAsync(last, cancellationToken);
        await MarkCheck.RunAsync(parts.Mark, parts.Log, restored.State.Head);
        log.Ready(
            last,
            restored.State.Batches.Last.Value,
            restored.State.Ledger.Head.Root.ToString(),
            restored.Replayed,
            (long)parts.Time.GetElapsedTime(start).TotalMilliseconds);
        return new(options, parts, restorer, restored);
    }

    /// <summary>Takes nothing more, finishes what it has taken, and answers everybody. The open batch stays open in the log.</summary>
    public async ValueTask DisposeAsync()
    {
        await _signatures.DisposeAsync();
        await Writer.DisposeAsync();
        await Confirmations.DisposeAsync();
        await Snapshots.DisposeAsync();
        await _services.DisposeAsync();
        Metrics.Dispose();
        _log.Closed(State.Head.Sequence);
    }

    private void Confirm(AppendGroup group)
    {
        Confirmations.Post(group);
        if (group.Decided is [.., BatchSealed] && group.Metadata is [.., { } seal])
        {
            Snapshots.Consider(seal.Sequence);
        }
    }

    private void Forward(PendingSubmission operation)
    {
        if (!Writer.TryPost(operation))
        {
            operation.Answer(new Unavailable(UnavailableReasons.Stopped, "The sequencer has stopped; the operation was not accepted."));
        }
    }

    private void Observe()
    {
        Metrics.Observe("rollup.sequencer.sequence", "Number of the newest event.", () => State.Head.Sequence);
        Metrics.Observe("rollup.sequencer.batch", "Number of the newest batch.", () => (long)State.Ledger.Head.Number.Value);
        Metrics.Observe("rollup.sequencer.accounts", "Opened leaves.", () => State.Ledger.AccountCount);
        Metrics.Observe("rollup.sequencer.inside", "Operations taken and not yet answered.", () => Admission.Inside);
    }

    /// <exception cref="SequencerHaltException">The configuration cannot be run; names every fault.</exception>
    internal static void RequireRunnable(SequencerOptions options, IReceiptSigner signer)
    {
        List<string> faults = [.. options.Faults()];
        if (signer.PublicKey.Equals(DevelopmentKeys.Sequencer.PublicKey) && !options.Context.IsDevelopment)
        {
            faults.Add($"The sequencer's key is the development key, which everybody has; it may sign for chain id {ChainContext.DevelopmentChainId} only");
        }

        if (faults.Count > 0)
        {
            throw new SequencerHaltException(HaltReason.Misconfigured, string.Join("; ", faults) + ".");
        }
    }

    /// <summary>Tells this run from every other one, also of the same key on another machine.</summary>
    private static Bytes32 WriterName() => new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(Bytes32.ByteCount));
}
