using Rollup.Protocol.Events;
using Rollup.Sequencer.Submissions;

namespace Rollup.Sequencer.Ordering;

/// <summary>Events that are appended together, and the callers who wait for them.</summary>
internal sealed class AppendGroup
{
    private readonly List<RollupEvent> _decided = [];
    private readonly List<IReadOnlyList<PendingOperation>> _waiting = [];

    /// <summary>As decided, in order.</summary>
    public IReadOnlyList<RollupEvent> Decided => _decided;

    /// <summary>For each event, who waits for it. One operation may have been submitted twice at the same time.</summary>
    public IReadOnlyList<IReadOnlyList<PendingOperation>> Waiting => _waiting;

    /// <summary>Operations that the log may hold already: their callers get the first receipt again.</summary>
    public List<RepeatedOperation> Repeats { get; init; } = [];

    /// <summary>One per event, once the group is stored.</summary>
    public IReadOnlyList<EventMetadata> Metadata { get; set; } = [];

    public bool IsEmpty => _decided.Count == 0;

    public void Add(RollupEvent @event, IReadOnlyList<PendingOperation> waiting)
    {
        _decided.Add(@event);
        _waiting.Add(waiting);
    }

    /// <summary>What is left when the log has refused the events.</summary>
    public AppendGroup WithoutEvents() => new() { Repeats = Repeats };

    /// <summary>Answers those who wait for the group's events.</summary>
    public void AnswerAll(SubmissionResult result)
    {
        foreach (PendingOperation pending in _waiting.SelectMany(w => w))
        {
            pending.Answer(result);
        }
    }

    /// <summary>Answers everybody who has no answer yet: nothing more will be done.</summary>
    public void Abandon(SubmissionResult result)
    {
        foreach (PendingOperation pending in _waiting.SelectMany(w => w).Concat(Repeats.Select(r => r.Pending)))
        {
            pending.TryAnswer(result);
        }
    }
}

/// <summary>An operation that the state refuses now, perhaps because it was accepted before.</summary>
/// <param name="Candidates">Sequence numbers whose operations may be the same; the log tells.</param>
/// <param name="Otherwise">The answer when none is.</param>
internal sealed record RepeatedOperation(PendingSubmission Pending, IReadOnlyList<long> Candidates, Refused Otherwise);
