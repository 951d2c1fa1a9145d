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
/// The store either has the whole group at the revision it was meant for, or nothing after the expected revision.
/// Anything else means that somebody else writes, or that the store is broken: <see cref="SequencerHaltException"/>.
/// </remarks>
internal sealed class LogAppender(IEventLog log, string stream, TimeProvider time)
{
    private const int ReadBackAttempts = 5;
    private static readonly TimeSpan ReadBackPause = TimeSpan.FromMilliseconds(200);

    /// <param name="expectedRevision">The revision of the last event that this writer knows.</param>
    /// <exception cref="SequencerHaltException">Another writer, a broken store, or an outcome that could not be learnt.</exception>
    public async ValueTask<GroupOutcome> AppendAsync(long expectedRevision, IReadOnlyList<NewEvent> events)
    {
        // Never cancelled: a group whose append has begun is finished and answered, also while shutting down.
        AppendResult result = await log.AppendAsync(stream, expectedRevision, events, CancellationToken.None);
        return result switch
        {
            Appended appended when appended.Revision == expectedRevision + events.Count => GroupOutcome.Stored,
            Appended appended => throw new SequencerHaltException(
                HaltReason.LogBroken,
                $"The log put {events.Count} events after revision {expectedRevision} and answered revision {appended.Revision}."),
            AppendRefused { Retryable: true } => GroupOutcome.RefusedForNow,
            AppendRefused refused => throw new SequencerHaltException(HaltReason.LogBroken, $"The log refused the append: {refused.Reason}"),
            WrongRevision wrong => throw AnotherWriter(wrong.Expected, wrong.Actual),
            OutcomeUnknown unknown => await ReadBackAsync(expectedRevision, events, unknown.Reason),
            _ => throw new SequencerHaltException(HaltReason.LogBroken, $"The log answered {result}."),
        };
    }

    private static SequencerHaltException AnotherWriter(long expected, long actual) => new(
        HaltReason.AnotherWriter, $"Another writer appends to the log: revision {expected} was expected, it has {actual}.");

    // Never appends again blind: a second append could write the group twice.
    private async ValueTask<GroupOutcome> ReadBackAsync(long expectedRevision, IReadOnlyList<NewEvent> events, string reason)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await CompareAsync(expectedRevision, events);
            }
            catch (Exception e) when (e is IOException or TimeoutException && attempt < ReadBackAttempts)
            {
                await Task.Delay(ReadBackPause, time);
            }
            catch (Exception e) when (e is IOException or TimeoutException)
            {
                throw new SequencerHaltException(
                    HaltReason.LogBroken, $"Whether the events after revision {expectedRevision} were written could not be learnt ({reason}): {e.Message}");
            }
        }
    }

    private async ValueTask<GroupOutcome> CompareAsync(long expectedRevision, IReadOnlyList<NewEvent> events)
    {
        int found = 0;
        await foreach (RecordedEvent stored in log.ReadAsync(stream, expectedRevision + 1, ReadDirection.Forwards, events.Count + 1))
        {
            if (found == events.Count || !IsSame(stored, events[found]))
            {
                throw AnotherWriter(expectedRevision, stored.Revision);
            }

            found++;
        }

        return found == events.Count ? GroupOutcome.Stored
            : found == 0 ? GroupOutcome.RefusedForNow
            : throw new SequencerHaltException(
                HaltReason.LogBroken, $"Only {found} of {events.Count} events of one append are in the log after revision {expectedRevision}.");
    }

    private static bool IsSame(RecordedEvent stored, NewEvent sent) =>
        stored.Id == sent.Id && stored.Type == sent.Type && stored.Data.Span.SequenceEqual(sent.Data.Span)
        && stored.Metadata.Span.SequenceEqual(sent.Metadata.Span);
}
