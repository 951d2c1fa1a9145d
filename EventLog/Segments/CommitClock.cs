namespace Rollup.EventLog.Segments;

/// <summary>How long the commit under way has been under way: a disk that hangs must show before it answers.</summary>
internal sealed class CommitClock(TimeProvider time)
{
    private long _startedAt;

    public TimeSpan Age => Volatile.Read(ref _startedAt) is var startedAt and not 0 ? time.GetElapsedTime(startedAt) : TimeSpan.Zero;

    public void Begin() => Volatile.Write(ref _startedAt, Math.Max(1, time.GetTimestamp()));

    public void End() => Volatile.Write(ref _startedAt, 0);
}
