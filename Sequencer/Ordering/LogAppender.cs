using Rollup.EventLog;

namespace Rollup.Sequencer.Ordering;

/// <summary>What became of a group of events.</summary>
internal enum GroupOutcome
{
    /// <summary>On stable storage, all of it.</summary>
    Stored,

    /// <summary>Nothing was written; the store may take it later (disk full).</summary>
    RefusedForNow,
}

/// <summary>Appends groups to one stream, and turns an unknown outcome into a known one.</summary>
/// <remarks>
/// After an unknown outcome the stream is read back. Where the group is not there, it may still be on its way; so the same
/// append is made again, with the same ids at the same expected revision: whichever of the two comes first, the group is
/// written once or fenced. Until that is settled nobody is told anything.
/// </remarks>
internal sealed class LogAppender(IEventLog log, string stream, TimeProvider time)
{
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <param name="expectedRevision">The revision of the last event that this writer knows.</param>
    /// <exception cref="SequencerHaltException">Another writer, a broken store, or an outcome that could not be learnt.</exception>
    public async ValueTask<GroupOutcome> AppendAsync(long expectedRevision, IReadOnlyList<NewEvent> events)
    {
        switch (await TryAppendAsync(expectedRevision, events))
        {
            case Appended:
                return GroupOutcome.Stored;
            case AppendRefused { Retryable: true }:
                return GroupOutcome.RefusedForNow;
            case WrongRevision wrong:
                throw AnotherWriter(wrong.Expected, wrong.Actual);
            default:
                return await SettleAsync(expectedRevision, events);
        }
    }

    /// <returns>A result after which something can be done.</returns>
    private async ValueTask<AppendResult> TryAppendAsync(long expectedRevision, IReadOnlyList<NewEvent> events)
    {
        try
        {
            // Never cancelled: a group whose append has begun is finished and answered, also while shutting down.
            AppendResult result = await log.AppendAsync(stream, expectedRevision, events, CancellationToken.None);
            return result switch
            {
                Appended { Revision: var revision } when revision != expectedRevision + events.Count => throw new SequencerHaltException(
                    HaltReason.LogBroken, $"The log put {events.Count} events after revision {expectedRevision} and answered revision {revision}."),
                AppendRefused { Retryable: false } refused => throw new SequencerHaltException(
                    HaltReason.LogBroken, $"The log refused the append: {refused.Reason}"),
                _ => result,
            };
        }
        catch (Exception e) when (e is IOException or EventLogException or ObjectDisposedException)
        {
            throw new SequencerHaltException(HaltReason.LogBroken, $"The log failed: {e.Message}", e);
        }
    }

    private async ValueTask<GroupOutcome> SettleAsync(long expectedRevision, IReadOnlyList<NewEvent> events)
    {
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await IsStoredAsync(expectedRevision, events) is not { } isStored)
            {
                await Task.Delay(Pause, time);
                continue;
            }

            // A wrong revision means that the first append, or somebody else's, has come through meanwhile: read again.
            if (isStored || await TryAppendAsync(expectedRevision, events) is Appended)
            {
                return GroupOutcome.Stored;
            }
        }

        throw new SequencerHaltException(
            HaltReason.LogBroken, $"Whether the {events.Count} events after revision {expectedRevision} were written could not be learnt.");
    }

    /// <returns>Whether the whole group is there; null when the store could not tell.</returns>
    /// <exception cref="SequencerHaltException">Something else is there.</exception>
    private async ValueTask<bool?> IsStoredAsync(long expectedRevision, IReadOnlyList<NewEvent> events)
    {
        int found = 0;
        try
        {
            await foreach (RecordedEvent stored in log.ReadAsync(stream, expectedRevision + 1, ReadDirection.Forwards, events.Count + 1))
            {
                if (found == events.Count || !IsSame(stored, events[found]))
                {
                    throw AnotherWriter(expectedRevision, stored.Revision);
                }

                found++;
            }
        }
        catch (Exception e) when (e is IOException or TimeoutException or EventLogUnavailableException)
        {
            return null;
        }

        return found == 0 || found == events.Count
            ? found != 0
            : throw new SequencerHaltException(
                HaltReason.LogBroken, $"Only {found} of {events.Count} events of one append are in the log after revision {expectedRevision}.");
    }

    private static bool IsSame(RecordedEvent stored, NewEvent sent) =>
        stored.Id == sent.Id && stored.Type == sent.Type && stored.Data.Span.SequenceEqual(sent.Data.Span)
        && stored.Metadata.Span.SequenceEqual(sent.Metadata.Span);

    private static SequencerHaltException AnotherWriter(long expected, long actual) => new(
        HaltReason.AnotherWriter, $"Another writer appends to the log: revision {expected} was expected, it has {actual}.");
}
