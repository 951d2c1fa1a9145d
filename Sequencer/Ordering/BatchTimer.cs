namespace Rollup.Sequencer.Ordering;

/// <summary>Says when the open batch is old enough to be sealed. Used by the writer; <see cref="Overdue"/> by anyone.</summary>
internal sealed class BatchTimer : IDisposable
{
    private const long NotRunning = long.MinValue;

    private readonly TimeProvider _time;
    private readonly TimeSpan _maxAge;
    private readonly ITimer _timer;
    private readonly Action _due;
    private long _openedAt = NotRunning;
    private long _dueAt = NotRunning;

    /// <param name="due">Called when the batch becomes due, from any thread.</param>
    public BatchTimer(TimeProvider time, TimeSpan maxAge, Action due)
    {
        (_time, _maxAge, _due) = (time, maxAge, due);
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsDue => _dueAt != NotRunning && Left <= TimeSpan.Zero;

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
        Volatile.Write(ref _dueAt, _time.GetTimestamp() + (long)(_maxAge.TotalSeconds * _time.TimestampFrequency));
        _timer.Change(_maxAge, Timeout.InfiniteTimeSpan);
    }

    public void Stop()
    {
        Volatile.Write(ref _openedAt, NotRunning);
        Volatile.Write(ref _dueAt, NotRunning);
    }

    public void Dispose() => _timer.Dispose();

    private TimeSpan Left => TimeSpan.FromSeconds((Volatile.Read(ref _dueAt) - _time.GetTimestamp()) / (double)_time.TimestampFrequency);

    private void Tick()
    {
        if (Volatile.Read(ref _dueAt) == NotRunning)
        {
            return;
        }

        // Timers count in a coarser clock and may fire some milliseconds early. A tick that found nothing due would be the
        // last one, and the batch would stay open until somebody sends an operation.
        if (Left is { } left && left > TimeSpan.Zero)
        {
            _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
        else
        {
            _due();
        }
    }
}
