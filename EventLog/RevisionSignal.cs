namespace Rollup.EventLog;

/// <summary>A stream's visible revision, and a way to wait for it to grow.</summary>
internal sealed class RevisionSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiters;
    private Exception? _end;
    private long _revision = IEventLog.NoStream;

    public long Revision => Volatile.Read(ref _revision);

    public void Publish(long revision)
    {
        TaskCompletionSource? reached;
        lock (_gate)
        {
            Volatile.Write(ref _revision, revision);
            (reached, _waiters) = (_waiters, null);
        }

        reached?.SetResult();
    }

    /// <summary>Ends every wait, now and later, with <paramref name="reason"/>: the log is closed.</summary>
    public void End(Exception reason)
    {
        TaskCompletionSource? waiters;
        lock (_gate)
        {
            _end = reason;
            (waiters, _waiters) = (_waiters, null);
        }

        waiters?.SetException(reason);
    }

    /// <summary>Completes once the revision is at least <paramref name="revision"/>; may also complete early.</summary>
    public Task WaitForAsync(long revision, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_revision >= revision)
            {
                return Task.CompletedTask;
            }

            if (_end is not null)
            {
                return Task.FromException(_end);
            }

            // Continuations run elsewhere: the writer's thread must not carry a subscriber's work.
            _waiters ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiters.Task.WaitAsync(cancellationToken);
        }
    }
}
