namespace Rollup.EventLog;

/// <summary>An append-only store of named streams: the only source of truth of the rollup.</summary>
public interface IEventLog : IEventReader
{
    /// <summary>The revision of a stream that holds no event.</summary>
    const long NoStream = -1;

    /// <summary>Appends all of <paramref name="events"/> or none, and returns once they are on stable storage.</summary>
    /// <param name="stream">ASCII, 1 to 255 characters.</param>
    /// <param name="expectedRevision">The exact revision the stream must have; there is no "any".</param>
    /// <param name="events">At least one. Neither the list nor the bytes may change until the append has completed.</param>
    /// <param name="cancellationToken">Stops an append that has not been handed to the writer; after that the outcome is reported.</param>
    /// <returns>What happened. <see cref="OutcomeUnknown"/> is never retried blind: read the stream back and then decide.</returns>
    /// <remarks>
    /// A repeated append is recognised: when the stream is past <paramref name="expectedRevision"/> and the events right
    /// after it carry exactly these ids in this order, the answer is <see cref="Appended"/> with the revision of the last
    /// of them, and nothing is written. Payloads are not compared, so ids must be derived from the content.
    /// </remarks>
    ValueTask<AppendResult> AppendAsync(
        string stream, long expectedRevision, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default);
}

public enum ReadDirection
{
    Forwards,
    Backwards,
}
