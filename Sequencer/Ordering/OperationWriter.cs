using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.Ordering;

/// <summary>The single writer: the only place where the order of operations is decided and the log is written.</summary>
/// <remarks>
/// One turn takes everything that waits, decides about it, appends it with one flush, applies it, and hands it to the
/// confirmations. While a flush runs, the next group gathers, so groups grow with the load and nobody waits for a timer.
/// </remarks>
internal sealed class OperationWriter : IAsyncDisposable
{
    // A tick, not an operation: the open batch may be due.
    private const PendingOperation? Tick = null;

    private readonly Channel<PendingOperation?> _incoming = Channel.CreateUnbounded<PendingOperation?>();
    private readonly Queue<PendingOperation> _waiting = new();
    private readonly TaskCompletionSource<SequencerHaltException> _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SequencerState _state;
    private readonly GroupBuilder _builder;
    private readonly GroupStore _store;
    private readonly SequencerClock _clock;
    private readonly Action<AppendGroup> _confirm;
    private readonly BatchPolicy _policy;
    private readonly SequencerMetrics _metrics;
    private readonly ILogger _log;
    private readonly BatchTimer _timer;
    private Task _run = Task.CompletedTask;

    /// <param name="confirm">Takes every group once it is stored, in order.</param>
    public OperationWriter(
        SequencerState state,
        GroupBuilder builder,
        GroupStore store,
        SequencerClock clock,
        Action<AppendGroup> confirm,
        BatchPolicy policy,
        SequencerMetrics metrics,
        TimeProvider time,
        ILogger log)
    {
        (_state, _builder, _store, _clock, _confirm, _policy, _metrics, _log) = (state, builder, store, clock, confirm, policy, metrics, log);
        _timer = new(time, policy.MaxAge, () => _incoming.Writer.TryWrite(Tick));
    }

    /// <summary>Completes when the writer has stopped for good, with the reason.</summary>
    public Task<SequencerHaltException> Halted => _halted.Task;

    /// <summary>How long the open batch has been due without being sealed; zero while all is well.</summary>
    public TimeSpan SealOverdue => _timer.Overdue;

    /// <summary>Operations that have come to the writer while it was at work.</summary>
    public int Waiting => _incoming.Reader.Count;

    public void Start()
    {
        if (!_state.OpenBatch.IsEmpty)
        {
            _timer.Start();
        }

        _run = Task.Run(RunAsync);
    }

    /// <summary>Hands an operation over; false when the writer is closing or has stopped.</summary>
    public bool TryPost(PendingOperation operation) => !_halted.Task.IsCompleted && _incoming.Writer.TryWrite(operation);

    /// <summary>Stops the writer for a reason that lies outside it.</summary>
    public void Abort(SequencerHaltException reason) => _incoming.Writer.TryComplete(reason);

    /// <summary>Takes nothing more, and returns when all that waited is written and answered. The open batch stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        _incoming.Writer.TryComplete();
        await _run;
        _timer.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _incoming.Reader.WaitToReadAsync())
            {
                do
                {
                    Gather();
                    await TakeTurnAsync();
                }
                while (_waiting.Count > 0);
            }
        }
        catch (Exception e)
        {
            Halt(e as SequencerHaltException
                ?? new(HaltReason.Internal, $"The writer failed at event {_state.Head.Sequence + 1}: {e.Message}", e));
        }
    }

    private void Gather()
    {
        while (_incoming.Reader.TryRead(out PendingOperation? operation))
        {
            if (operation != Tick)
            {
                _waiting.Enqueue(operation!);
            }
        }
    }

    private async Task TakeTurnAsync()
    {
        bool batchIsFull = _waiting.Count > 0 && await WriteGroupAsync();
        if (batchIsFull || _state.OpenBatch.IsFullFor(_policy.Largest))
        {
            await SealAsync("size");
        }
        else if (_timer.IsDue)
        {
            await SealAsync("age");
        }
    }

    /// <returns>True when what waits next needs a new batch.</returns>
    private async Task<bool> WriteGroupAsync()
    {
        AppendGroup group = _builder.Build(_waiting, _clock.Next(), out bool batchIsFull);
        if (!group.IsEmpty && !await StoreAsync(group))
        {
            group.AnswerAll(LogFull);
            group = group.WithoutEvents();
            batchIsFull = false; // without the group there may be room
        }

        if (!_state.OpenBatch.IsEmpty)
        {
            _timer.Start();
        }

        if (!group.IsEmpty || group.Repeats.Count > 0)
        {
            _confirm(group);
        }

        return batchIsFull;
    }

    private async Task SealAsync(string cause)
    {
        long start = Stopwatch.GetTimestamp();
        AppendGroup group = Seal();
        if (!await StoreAsync(group))
        {
            // The batch stays open and is sealed once the log takes events again; nothing new fits in or may wait for that.
            _timer.Restart();
            while (_waiting.TryDequeue(out PendingOperation? pending))
            {
                pending.Answer(LogFull);
            }

            return;
        }

        _timer.Stop();
        _confirm(group);
        _metrics.BatchSealed(cause, Stopwatch.GetElapsedTime(start));
        var sealing = (BatchSealed)group.Decided[^1];
        _log.BatchSealed(sealing.Header.Number.Value, sealing.OperationCount, cause, sealing.Header.NewRoot.ToString());
    }

    private AppendGroup Seal()
    {
        lock (_state.Gate)
        {
            SealedBatch batch = BatchSealer.Seal(
                _state.Ledger, _state.OpenBatch, _policy.FeeCollector, _state.Batches.LastSeal + 1, _clock.Next());
            var group = new AppendGroup();
            foreach (RollupEvent @event in batch.Events)
            {
                group.Add(@event, []);
            }

            return group;
        }
    }

    private async Task<bool> StoreAsync(AppendGroup group)
    {
        try
        {
            bool wasRefused = _store.IsRefused;
            bool isStored = await _store.StoreAsync(group);
            if (!isStored && !wasRefused)
            {
                _log.LogFull();
            }

            return isStored;
        }
        catch
        {
            group.Abandon(Stopped);
            throw;
        }
    }

    private void Halt(SequencerHaltException halt)
    {
        _log.Halted(halt, halt.Reason);
        _halted.SetResult(halt);
        _incoming.Writer.TryComplete();
        Gather();
        while (_waiting.TryDequeue(out PendingOperation? pending))
        {
            pending.Answer(Stopped);
        }
    }

    private static Unavailable LogFull => new(
        UnavailableReasons.LogFull, "The log cannot be written now; the operation was not accepted.");

    private static Unavailable Stopped => new(
        UnavailableReasons.Stopped, "The sequencer has stopped. Whether the operation was accepted shows when it is sent again.");
}
