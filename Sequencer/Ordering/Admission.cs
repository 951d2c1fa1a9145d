namespace Rollup.Sequencer.Ordering;

/// <summary>The one bound on operations that are inside the sequencer: taken, and not yet answered.</summary>
/// <remarks>Every queue behind it can therefore be unbounded without memory growing under load.</remarks>
internal sealed class Admission(int capacity, TimeProvider time)
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private int _inside;
    private int _left;
    private long _windowStart = time.GetTimestamp();
    private long _ticksPerOperation = TimeSpan.TicksPerMillisecond / 10;

    public int Capacity => capacity;

    public int Inside => Volatile.Read(ref _inside);

    /// <summary>About how long the operations that are inside now will take.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            var wait = TimeSpan.FromTicks(Inside * Volatile.Read(ref _ticksPerOperation));
            return wait < LeastWait ? LeastWait : wait > LongestWait ? LongestWait : wait;
        }
    }

    public bool TryEnter(int count)
    {
        if (Interlocked.Add(ref _inside, count) <= capacity)
        {
            return true;
        }

        Interlocked.Add(ref _inside, -count);
        return false;
    }

    public void Leave(int count)
    {
        Interlocked.Add(ref _left, count);
        Measure();
        Interlocked.Add(ref _inside, -count);
    }

    // The pace of the last window. Only a house at least half full shows how fast it empties.
    private void Measure()
    {
        long start = Volatile.Read(ref _windowStart);
        long now = time.GetTimestamp();
        TimeSpan elapsed = time.GetElapsedTime(start, now);
        if (elapsed < Window || Interlocked.CompareExchange(ref _windowStart, now, start) != start)
        {
            return;
        }

        int left = Interlocked.Exchange(ref _left, 0);
        if (Inside >= capacity / 2 && left > 0)
        {
            Volatile.Write(ref _ticksPerOperation, elapsed.Ticks / left);
        }
    }
}
