using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.State;

/// <summary>Folds the operations stream into a state, checking every hash, link, rule and root on the way.</summary>
/// <remarks>Reading and checking an event alone runs beside applying those before it; applying is in log order.</remarks>
internal sealed class Replay(IEventReader log, TimeProvider time, ILogger logger)
{
    private const int ChunkSize = 512;
    private const int ChunksAhead = 8;
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    /// <summary>Applies everything after the state's head.</summary>
    /// <param name="last">The last event to apply.</param>
    /// <returns>The number of events applied.</returns>
    /// <exception cref="SequencerHaltException">The log does not hold what this program writes.</exception>
    public async Task<long> RunAsync(SequencerState state, long last, CancellationToken cancellationToken)
    {
        long first = state.Head.NextSequence;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<Task<StoredEvent[]>> chunks = Channel.CreateBounded<Task<StoredEvent[]>>(ChunksAhead);
        Task reading = ReadAsync(first, last, chunks.Writer, stop.Token);
        (long Stamp, long Sequence) reported = (time.GetTimestamp(), state.Head.Sequence);
        try
        {
            await foreach (Task<StoredEvent[]> chunk in chunks.Reader.ReadAllAsync(cancellationToken))
            {
                Apply(state, await chunk);
                reported = Report(state.Head.Sequence, last, reported);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
        return state.Head.Sequence - first + 1;
    }

    private async Task ReadAsync(long first, long last, ChannelWriter<Task<StoredEvent[]>> chunks, CancellationToken cancellationToken)
    {
        try
        {
            var chunk = new List<RecordedEvent>(ChunkSize);
            long left = last - first + 1;
            await foreach (RecordedEvent record in log.ReadAsync(StoredEvent.Stream, first, ReadDirection.Forwards, left, cancellationToken))
            {
                chunk.Add(record);
                if (chunk.Count == ChunkSize)
                {
                    await chunks.WriteAsync(DecodeAsync(chunk), cancellationToken);
                    chunk = new(ChunkSize);
                }
            }

            if (chunk.Count > 0)
            {
                await chunks.WriteAsync(DecodeAsync(chunk), cancellationToken);
            }

            chunks.Complete();
        }
        catch (Exception e)
        {
            chunks.Complete(e);
        }
    }

    private static Task<StoredEvent[]> DecodeAsync(List<RecordedEvent> chunk) => Task.Run(() => chunk.ConvertAll(StoredEvent.Read).ToArray());

    private static void Apply(SequencerState state, StoredEvent[] events)
    {
        lock (state.Gate)
        {
            foreach (StoredEvent stored in events)
            {
                Apply(state, stored);
            }
        }
    }

    private static void Apply(SequencerState state, StoredEvent stored)
    {
        try
        {
            state.Apply(stored.Event, stored.Metadata);
        }
        catch (Exception e) when (e is InvalidTransitionException or InvalidOperationException or OverflowException)
        {
            throw new SequencerHaltException(
                HaltReason.Damaged, $"Event {stored.Metadata.Sequence} cannot follow the events before it: {e.Message}", e);
        }
    }

    private (long Stamp, long Sequence) Report(long sequence, long last, (long Stamp, long Sequence) reported)
    {
        TimeSpan elapsed = time.GetElapsedTime(reported.Stamp);
        if (elapsed < ReportEvery)
        {
            return reported;
        }

        logger.Replaying(sequence, last, (long)((sequence - reported.Sequence) / elapsed.TotalSeconds));
        return (time.GetTimestamp(), sequence);
    }
}
