namespace Rollup.EventLog.Segments;

/// <summary>An append that waits for its group's flush.</summary>
internal sealed class PendingAppend(string stream, long expectedRevision, IReadOnlyList<NewEvent> events)
{
    // Continuations run elsewhere: the writer's thread must not carry its callers' work.
    private readonly TaskCompletionSource<AppendResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Stream => stream;

    public long ExpectedRevision => expectedRevision;

    public IReadOnlyList<NewEvent> Events => events;

    /// <summary>The bytes the events take in a group.</summary>
    public long Bytes { get; } = events.Sum(e => RecordFormat.EventBytes(stream, e));

    public Task<AppendResult> Completion => _completion.Task;

    /// <summary>What to answer once the group is flushed.</summary>
    public AppendResult? Outcome { get; set; }

    /// <summary>Whether the group carries events of this append.</summary>
    public bool IsStaged { get; set; }

    public void Complete(AppendResult result) => _completion.SetResult(result);
}
