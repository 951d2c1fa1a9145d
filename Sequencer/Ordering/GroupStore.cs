using Rollup.EventLog;
using Rollup.Protocol.Events;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.Ordering;

/// <summary>Brings a group to stable storage and only then into the state.</summary>
internal sealed class GroupStore(SequencerState state, GroupEncoder encoder, LogAppender log, SequencerMetrics metrics, TimeProvider time)
{
    /// <summary>Whether the log refused the last group.</summary>
    public bool IsRefused { get; private set; }

    /// <returns>True when the group is stored and applied; false when the log takes nothing now, and nothing has changed.</returns>
    /// <exception cref="SequencerHaltException">There is no safe next step.</exception>
    public async Task<bool> StoreAsync(AppendGroup group)
    {
        LogHead head = state.Head;
        EncodedGroup encoded = encoder.Encode(head, group.Decided);
        long start = time.GetTimestamp();
        GroupOutcome outcome = await log.AppendAsync(head.Sequence, encoded.Records);
        IsRefused = outcome == GroupOutcome.RefusedForNow;
        if (IsRefused)
        {
            metrics.AppendRefused();
            return false;
        }

        group.Metadata = encoded.Metadata;
        Apply(group);
        metrics.GroupAppended(group.Decided, time.GetElapsedTime(start));
        return true;
    }

    private void Apply(AppendGroup group)
    {
        lock (state.Gate)
        {
            for (int i = 0; i < group.Decided.Count; i++)
            {
                state.Apply(group.Decided[i], group.Metadata[i]);
            }
        }
    }
}
