using System.Diagnostics;
using Rollup.EventLog;
using Rollup.Protocol.Events;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.Ordering;

/// <summary>Brings a group to stable storage and only then into the state.</summary>
internal sealed class GroupStore(SequencerState state, GroupEncoder encoder, LogAppender log, SequencerMetrics metrics, TimeProvider time)
{
    private const long Never = long.MinValue;

    private long _appendingSince = Never;
    private long _refusedAt = Never;

    /// <summary>How long the append under way has taken; zero when there is none.</summary>
    public TimeSpan Appending => Since(ref _appendingSince) ?? TimeSpan.Zero;

    /// <summary>How long ago the log refused a group, if none was stored since.</summary>
    public TimeSpan? Refused => Since(ref _refusedAt);

    /// <returns>True when the group is stored and applied; false when the log takes nothing now, and nothing has changed.</returns>
    /// <exception cref="SequencerHaltException">There is no safe next step.</exception>
    public async Task<bool> StoreAsync(AppendGroup group)
    {
        LogHead head = state.Head;
        EncodedGroup encoded = encoder.Encode(head, group.Decided);
        long start = time.GetTimestamp();
        Volatile.Write(ref _appendingSince, start);
        GroupOutcome outcome = await log.AppendAsync(head.Sequence, encoded.Records);
        Volatile.Write(ref _appendingSince, Never);
        if (outcome == GroupOutcome.RefusedForNow)
        {
            Volatile.Write(ref _refusedAt, time.GetTimestamp());
            metrics.AppendRefused();
            return false;
        }

        Volatile.Write(ref _refusedAt, Never);
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

    private TimeSpan? Since(ref long stamp)
    {
        long read = Volatile.Read(ref stamp);
        return read == Never ? null : time.GetElapsedTime(read);
    }
}
