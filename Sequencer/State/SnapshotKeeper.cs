using Microsoft.Extensions.Logging;
using Rollup.EventLog.Snapshots;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.State;

/// <summary>Takes a snapshot every so many events, so that a restart never replays more.</summary>
/// <remarks>
/// A snapshot is made from the last one and the log, as a restart would, and not from the running state: the writer is
/// never held up, and the state is folded a second time. Should that fold fail where the writer's did not, the log shows
/// it before anybody depends on it.
/// </remarks>
internal sealed class SnapshotKeeper(StateRestorer restorer, SnapshotStore store, long everyEvents, long newest, TimeProvider time, ILogger log)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private long _newest = newest;
    private Task _taking = Task.CompletedTask;

    /// <summary>Told of every seal, in order, by one thread.</summary>
    public void Consider(long sealSequence)
    {
        if (_taking.IsCompleted && sealSequence - Volatile.Read(ref _newest) >= everyEvents)
        {
            _taking = Task.Run(() => TakeAsync(sealSequence));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _taking;
        _stop.Dispose();
    }

    private async Task TakeAsync(long sealSequence)
    {
        long start = time.GetTimestamp();
        try
        {
            RestoredState restored = await restorer.RestoreAsync(sealSequence, _stop.Token);
            using var stream = new MemoryStream();
            SnapshotFormat.Write(restored.State, stream);
            store.Save(sealSequence, stream.GetBuffer().AsSpan(0, (int)stream.Length));
            log.SnapshotTaken(
                sealSequence, restored.State.Batches.Last.Value, stream.Length, (long)time.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // Without a snapshot a restart takes longer, and nothing else. The next attempt is a whole interval away.
            log.SnapshotFailed(e.Message);
        }

        Volatile.Write(ref _newest, sealSequence);
    }
}
