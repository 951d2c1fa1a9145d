namespace Rollup.EventLog;

/// <summary>The reading half of an event log: all that a follower or an auditor needs.</summary>
/// <remarks>
/// A stream's events are numbered from 0 without a gap. The revision of a stream is the number of its last event,
/// <see cref="IEventLog.NoStream"/> when it has none. Only events on stable storage are visible.
/// </remarks>
public interface IEventReader : IAsyncDisposable
{
    /// <summary>Reads at most <paramref name="maxCount"/> events from <paramref name="fromRevision"/> (inclusive) on. A missing stream is empty.</summary>
    /// <param name="fromRevision">At least 0. Beyond the stream's end it means "nothing" forwards and "from the last event" backwards.</param>
    /// <remarks>Many events share one buffer: keep a copy, not a slice, of what must live long.</remarks>
    IAsyncEnumerable<RecordedEvent> ReadAsync(
        string stream, long fromRevision, ReadDirection direction, long maxCount, CancellationToken cancellationToken = default);

    /// <summary>History from <paramref name="fromRevision"/> (inclusive), then live events, without gap or repeat, until cancelled.</summary>
    IAsyncEnumerable<RecordedEvent> SubscribeAsync(
        string stream, long fromRevision, CancellationToken cancellationToken = default);

    /// <summary>The stream's revision: the number of its last flushed event, or <see cref="IEventLog.NoStream"/>.</summary>
    ValueTask<long> GetRevisionAsync(string stream, CancellationToken cancellationToken = default);
}
