namespace Rollup.Sequencer.Ordering;

/// <summary>Says when the open batch is old enough to be sealed. Used by the writer; <see cref="Overdue"/> by anyone.</summary>
internal sealed class BatchTimer : IDisposable
{
    private const long NotRunning = long.MinValue;

    private readonly TimeProvider _time;
    private readonly TimeSpan _maxAge;
    private readonly ITimer _timer;
    private long _openedAt = NotRunning;
    private long _dueAt = NotRunning;

    /// <param name="due">Called when the batch becomes due, from any thread.</param>
    public BatchTimer(TimeProvider time, TimeSpan maxAge, Action due)
    {
        (_time, _maxAge) = (time, maxAge);
        _timer = time.CreateTimer(_ => due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsDue => _dueAt != NotRunning && _time.GetTimestamp() >= _dueAt;

    /// <summary>How much longer than its age the batch has been open.</summary>
    public TimeSpan Overdue
    {
        get
        {
            long opened = Volatile.Read(ref _openedAt);
            TimeSpan overdue = opened == NotRunning ? TimeSpan.Zero : _time.GetElapsedTime(opened) - _maxAge;
            return overdue > TimeSpan.Zero ? overdue : TimeSpan.Zero;
        }
    }

    /// <summary>A batch is open; its age counts from the first call.</summary>
    public void Start()
    {
        if (_openedAt == NotRunning)
        {
            Volatile.Write(ref _openedAt, _time.GetTimestamp());
            Restart();
        }
    }

    /// <summary>Due again after another full age: sealing failed.</summary>
    public void Restart()
    {
        _dueAt = _time.GetTimestamp() + (long)(_maxAge.TotalSeconds * _time.TimestampFrequency);

        // A little later than due, so that the tick never comes a moment too early and is lost.
        _timer.Change(_maxAge + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    public void Stop()
    {
        Volatile.Write(ref _openedAt, NotRunning);
        _dueAt = NotRunning;
    }

    public void Dispose() => _timer.Dispose();
}
