using Rollup.EventLog;

namespace Rollup.Sequencer.State;

internal static class EventReaderExtensions
{
    /// <summary>One event of the operations stream.</summary>
    /// <exception cref="SequencerHaltException">It is not there, or cannot be read.</exception>
    public static async ValueTask<StoredEvent> ReadStoredAsync(this IEventReader log, long sequence, CancellationToken cancellationToken = default)
    {
        await foreach (RecordedEvent record in log.ReadAsync(StoredEvent.Stream, sequence, ReadDirection.Forwards, 1, cancellationToken))
        {
            return StoredEvent.Read(record);
        }

        throw new SequencerHaltException(HaltReason.Damaged, $"Event {sequence} is not in the log.");
    }
}
