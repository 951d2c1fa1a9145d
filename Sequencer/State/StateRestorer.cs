using Microsoft.Extensions.Logging;
using Rollup.EventLog;
using Rollup.EventLog.Snapshots;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.State;

/// <param name="FromSnapshot">The event after which replaying began; null without a snapshot.</param>
/// <param name="Replayed">Events replayed.</param>
internal sealed record RestoredState(SequencerState State, long? FromSnapshot, long Replayed);

/// <summary>Rebuilds the state from the newest usable snapshot and the log after it, or from the log alone.</summary>
internal sealed class StateRestorer(
    IEventReader log, SnapshotStore snapshots, ChainContext context, TimeProvider time, ILogger logger)
{
    /// <param name="last">The last event of the state.</param>
    /// <exception cref="SequencerHaltException">Log and snapshots do not tell one story.</exception>
    public async Task<RestoredState> RestoreAsync(long last, CancellationToken cancellationToken = default)
    {
        SequencerState? snapshot = await LoadAsync(last);
        SequencerState state = snapshot ?? new SequencerState(context);
        long? from = snapshot?.Head.Sequence;
        long replayed = await new Replay(log, time, logger).RunAsync(state, last, cancellationToken);
        return state.Head.Sequence == last
            ? new(state, from, replayed)
            : throw new SequencerHaltException(HaltReason.Damaged, $"The log ends at event {state.Head.Sequence}; it says it has {last}.");
    }

    private async Task<SequencerState?> LoadAsync(long last)
    {
        foreach (Snapshot snapshot in snapshots.ReadNewestFirst())
        {
            if (snapshot.Revision > last)
            {
                throw new SequencerHaltException(
                    HaltReason.Damaged, $"There is a snapshot at event {snapshot.Revision}, but the log ends at {last}: events are missing.");
            }

            if (Read(snapshot) is { } state)
            {
                await RequireSealAsync(state);
                return state;
            }
        }

        return null;
    }

    private SequencerState? Read(Snapshot snapshot)
    {
        try
        {
            SequencerState state = SnapshotFormat.Read(snapshot.Payload, context);
            return state.Head.Sequence == snapshot.Revision
                ? state
                : throw new SnapshotUnusableException($"it is of event {state.Head.Sequence}");
        }
        catch (SnapshotUnusableException e)
        {
            logger.Warn($"The snapshot at event {snapshot.Revision} is passed over: {e.Message}.");
            return null;
        }
    }

    /// <summary>The log's own seal must name the snapshot's root: a snapshot of another history is no shortcut through this one.</summary>
    private async Task RequireSealAsync(SequencerState state)
    {
        StoredEvent stored = await log.ReadStoredAsync(state.Head.Sequence);
        if (stored.Event is not BatchSealed sealing || stored.Metadata.Hash != state.Head.Hash || sealing.Header.NewRoot != state.Ledger.Head.Root)
        {
            string found = stored.Event is BatchSealed other ? $"batch {other.Header.Number} with root {other.Header.NewRoot}" : stored.Event.Type;
            throw new SequencerHaltException(
                HaltReason.Damaged,
                $"The snapshot at event {state.Head.Sequence} has batch {state.Ledger.Head.Number} with root {state.Ledger.Head.Root} and hash {state.Head.Hash}; the log has {found} and hash {stored.Metadata.Hash}.");
        }
    }
}
