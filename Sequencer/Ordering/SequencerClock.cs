using Rollup.Protocol;

namespace Rollup.Sequencer.Ordering;

/// <summary>The accepted-at times of events: wall-clock milliseconds that never go back and never leap.</summary>
/// <remarks>
/// The wall clock is believed while it agrees with the monotonic one to <see cref="MaxStep"/>. When it leaps (a wrong
/// time server, a suspended machine), time goes on monotonically and <see cref="Leap"/> says by how much the two
/// differ; readiness shows it, and an operator who knows that the wall clock is right restarts the node. So a clock
/// that jumps a year ahead for a minute expires nobody's transfers. Used by the writer alone; <see cref="Leap"/> by anyone.
/// </remarks>
internal sealed class SequencerClock
{
    public static readonly TimeSpan MaxStep = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time;
    private DateTimeOffset _anchor;
    private long _anchorStamp;
    private AcceptedAt _last;
    private long _leapTicks;

    /// <param name="last">The newest time already in the log.</param>
    public SequencerClock(TimeProvider time, AcceptedAt last)
    {
        _time = time;
        _last = last;
        _anchor = time.GetUtcNow();
        _anchorStamp = time.GetTimestamp();
    }

    /// <summary>How far the wall clock is from the time in use; zero while it is believed.</summary>
    public TimeSpan Leap => TimeSpan.FromTicks(Volatile.Read(ref _leapTicks));

    /// <summary>Now, and never before an earlier answer.</summary>
    public AcceptedAt Next()
    {
        long stamp = _time.GetTimestamp();
        DateTimeOffset expected = _anchor + _time.GetElapsedTime(_anchorStamp, stamp);
        DateTimeOffset wall = _time.GetUtcNow();
        TimeSpan drift = wall - expected;
        if (drift.Duration() <= MaxStep)
        {
            (_anchor, _anchorStamp, expected) = (wall, stamp, wall);
            drift = TimeSpan.Zero;
        }

        Volatile.Write(ref _leapTicks, drift.Ticks);
        AcceptedAt now = AcceptedAt.From(expected);
        _last = now > _last ? now : _last;
        return _last;
    }
}
