using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Replay;

/// <summary>Follows a log from its first event: order, hash chain, append groups, times, authorizations, rules and roots.</summary>
/// <remarks>Memory holds the accounts and one stretch of events, however long the log is.</remarks>
internal sealed class LogReplay
{
    private readonly ChainContext _chain;
    private readonly Ledger _ledger;
    private AcceptedAt _lastTime;
    private long _groupFirst;
    private long _groupEnd;

    public LogReplay(ChainContext chain)
    {
        _chain = chain;
        _ledger = new Ledger(chain);
        Head = _ledger.Genesis;
    }

    /// <summary>Goes on after the checkpoint's last event.</summary>
    public LogReplay(Checkpoint checkpoint)
    {
        _chain = checkpoint.Chain;
        _ledger = new Ledger(checkpoint);
        (Events, Head, _lastTime) = (checkpoint.Events, checkpoint.Head, checkpoint.LastTime);
        (_groupFirst, _groupEnd) = (Events, Events);
    }

    /// <summary>Events found right so far; also the number that the next one must have.</summary>
    public long Events { get; private set; }

    /// <summary>Hash of the last event found right.</summary>
    public EventHash Head { get; private set; }

    public StateRoot Root => _ledger.Root;

    public ulong Batches => _ledger.LastBatch.Value;

    public int OpenOperations => _ledger.OpenOperations;

    /// <summary>True when the last append group is whole.</summary>
    public bool EndsWithWholeGroup => Events == _groupEnd;

    /// <summary>The state right after a seal.</summary>
    public Checkpoint ToCheckpoint() => _ledger.ToCheckpoint(Events, Head, _lastTime);

    /// <summary>Checks the next events.</summary>
    /// <param name="onEvent">Called for each event found right.</param>
    /// <returns>The first fault, after which nothing more is to be learned from the log; null when there is none.</returns>
    public Finding? Continue(IReadOnlyList<RecordedEvent> events, Action<ExaminedEvent> onEvent)
    {
        foreach (ExaminedEvent @event in ExamineInParallel(events))
        {
            try
            {
                Accept(@event);
            }
            catch (FindingException fault)
            {
                return fault.At(@event.Sequence, @event.Type);
            }

            onEvent(@event);
        }

        return null;
    }

    private IEnumerable<ExaminedEvent> ExamineInParallel(IReadOnlyList<RecordedEvent> events)
    {
        const int Share = 256;
        return events.Chunk(Share).AsParallel().AsOrdered().SelectMany(share => ExaminedEvent.Examine(share, _chain));
    }

    private void Accept(ExaminedEvent examined)
    {
        if (examined.Sequence != Events)
        {
            throw new FindingException("an event is missing or repeated", $"event {Events}", $"event {examined.Sequence}");
        }

        if (examined.Fault is not null)
        {
            throw examined.Fault;
        }

        EventMetadata metadata = examined.Metadata!;
        RollupEvent @event = examined.Event!;
        if (metadata.Previous != Head)
        {
            throw new FindingException("the event does not follow the one before it", $"previous hash {Head}", $"{metadata.Previous}");
        }

        FollowGroup(metadata);
        if (@event.At < _lastTime)
        {
            throw new FindingException("time goes back", $"{_lastTime} or later", $"{@event.At}");
        }

        _ledger.Apply(@event, examined.Sequence, metadata.GroupFirst);
        (_lastTime, Head) = (@event.At, examined.Hash);
        Events++;
    }

    private void FollowGroup(EventMetadata metadata)
    {
        if (Events == _groupEnd)
        {
            (_groupFirst, _groupEnd) = (Events, Events + metadata.GroupSize);
        }

        if (metadata.GroupFirst != _groupFirst || metadata.GroupFirst + metadata.GroupSize != _groupEnd)
        {
            throw new FindingException(
                "the event names another append group", $"events {_groupFirst} to {_groupEnd - 1}",
                $"events {metadata.GroupFirst} to {metadata.GroupFirst + metadata.GroupSize - 1}");
        }
    }
}
