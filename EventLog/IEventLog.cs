namespace Rollup.EventLog;

/// <summary>An append-only store of named streams: the only source of truth of the rollup.</summary>
/// <remarks>
/// A stream's events are numbered from 0 without a gap. The revision of a stream is the number of its last event,
/// <see cref="NoStream"/> when it has none.
/// </remarks>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>The revision of a stream that holds no event.</summary>
    const long NoStream = -1;

    /// <summary>Appends all of <paramref name="events"/> or none, and returns once they are on stable storage.</summary>
    /// <param name="expectedRevision">The exact revision the stream must have; there is no "any".</param>
    /// <returns>What happened. <see cref="OutcomeUnknown"/> is never retried blind: read the stream back and then decide.</returns>
    ValueTask<AppendResult> AppendAsync(
        string stream, long expectedRevision, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Reads at most <paramref name="maxCount"/> events from <paramref name="fromRevision"/> (inclusive) on. A missing stream is empty.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAsync(
        string stream, long fromRevision, ReadDirection direction, long maxCount, CancellationToken cancellationToken = default);

    /// <summary>History from <paramref name="fromRevision"/> (inclusive), then live events, without gap or repeat, until cancelled.</summary>
    IAsyncEnumerable<RecordedEvent> SubscribeAsync(
        string stream, long fromRevision, CancellationToken cancellationToken = default);

    /// <summary>The stream's revision: the number of its last flushed event, or <see cref="NoStream"/>.</summary>
    ValueTask<long> GetRevisionAsync(string stream, CancellationToken cancellationToken = default);
}

public enum ReadDirection
{
    Forwards,
    Backwards,
}
