namespace Rollup.Sequencer.Ordering;

/// <summary>The one bound on operations that are inside the sequencer: taken, and not yet answered.</summary>
/// <remarks>Every queue behind it can therefore be unbounded without memory growing under load.</remarks>
internal sealed class Admission(int capacity)
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private int _inside;
    private long _ticksPerOperation = TimeSpan.TicksPerMillisecond;

    public int Capacity => capacity;

    public int Inside => Volatile.Read(ref _inside);

    public bool TryEnter(int count)
    {
        if (Interlocked.Add(ref _inside, count) <= capacity)
        {
            return true;
        }

        Interlocked.Add(ref _inside, -count);
        return false;
    }

    public void Leave(int count) => Interlocked.Add(ref _inside, -count);

    /// <summary>Feeds the estimate of <see cref="RetryAfter"/>. Called by the writer alone.</summary>
    public void Observe(int operations, TimeSpan duration)
    {
        // A moving average over about eight groups.
        long sample = duration.Ticks / Math.Max(1, operations);
        Volatile.Write(ref _ticksPerOperation, _ticksPerOperation + (sample - _ticksPerOperation) / 8);
    }

    /// <summary>About how long the operations that are inside now will take.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            var wait = TimeSpan.FromTicks(Inside * Volatile.Read(ref _ticksPerOperation));
            return wait < LeastWait ? LeastWait : wait > LongestWait ? LongestWait : wait;
        }
    }
}
