namespace Rollup.EventLog.Segments;

/// <summary>Appends that wait for the writer, bounded in bytes.</summary>
internal sealed class AppendQueue(long maxBytes, int maxGroupBytes)
{
    private readonly object _gate = new(); // Monitor.Wait needs an object
    private readonly Queue<PendingAppend> _waiting = new();
    private long _bytes;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds an append, or returns false when the queue is full.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public bool TryAdd(PendingAppend append)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(EmbeddedEventLog));
            if (_waiting.Count > 0 && _bytes + append.Bytes > maxBytes)
            {
                return false;
            }

            _bytes += append.Bytes;
            _waiting.Enqueue(append);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Moves the next group's appends into <paramref name="batch"/>: everything that waits, up to the group limit.</summary>
    public void Take(List<PendingAppend> batch)
    {
        lock (_gate)
        {
            long bytes = 0;
            while (_waiting.TryPeek(out PendingAppend? next) && (batch.Count == 0 || bytes + next.Bytes <= maxGroupBytes))
            {
                bytes += next.Bytes;
                batch.Add(_waiting.Dequeue());
            }

            _bytes -= bytes;
        }
    }

    /// <summary>Waits until something is there, the queue is closed, or the time is over.</summary>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool Wait(TimeSpan timeout)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate, timeout);
            }

            return _waiting.Count > 0 || !_closed;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
