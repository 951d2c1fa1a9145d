using Rollup.EventLog;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Receipts;

namespace Rollup.Sequencer.State;

/// <summary>Compares the high-water mark with the log before anything is signed again.</summary>
internal static class MarkCheck
{
    /// <summary>Refuses a log that is older than what was signed, or other; else raises the mark to the log's head.</summary>
    /// <exception cref="SequencerHaltException">A confirmed event is missing or has changed.</exception>
    public static async Task RunAsync(IHighWaterMark mark, IEventReader log, LogHead head)
    {
        if (mark.Current is { } signed)
        {
            if (signed.Sequence > head.Sequence)
            {
                throw new SequencerHaltException(
                    HaltReason.Damaged,
                    $"Confirmed event {signed.Sequence} is damaged or missing: the log ends at event {head.Sequence}. A receipt for it may have left; restore the log up to it.");
            }

            StoredEvent stored = await log.ReadStoredAsync(signed.Sequence);
            if (stored.Metadata.Hash != signed.Hash)
            {
                throw new SequencerHaltException(
                    HaltReason.Damaged,
                    $"Confirmed event {signed.Sequence} is another one: it was signed with hash {signed.Hash}, the log has {stored.Metadata.Hash}.");
            }
        }

        if (head.Sequence >= 0)
        {
            // Whatever the log holds counts as signed from now on: receipts are given again from it.
            await mark.AdvanceAsync(head);
        }
    }
}
