using System.Diagnostics.CodeAnalysis;

namespace Rollup.EventLog.Segments;

/// <summary>All streams of a log, and how far the log is flushed.</summary>
internal sealed class LogIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StreamIndex> _streams;
    private readonly Dictionary<string, StreamIndex>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private readonly List<StreamIndex> _staged = [];
    private StreamIndex? _lastStaged;
    private Exception? _end;
    private (StreamIndex Stream, long Revision)? _lastPublished;
    private long _flushed;

    public LogIndex()
    {
        _streams = new(AsciiNames.Comparer);
        _byBytes = _streams.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The first byte that is not known to be flushed; readers stay before it.</summary>
    public (int Segment, int Offset) Flushed
    {
        get
        {
            long both = Volatile.Read(ref _flushed);
            return ((int)(both >> 32), (int)both);
        }
    }

    /// <summary>The last published event, as stream@revision, for messages.</summary>
    public string LastEvent => _lastPublished is { } last ? $"{last.Stream.Name}@{last.Revision}" : "none";

    public StreamIndex FindOrAdd(string stream)
    {
        lock (_gate)
        {
            return _streams.TryGetValue(stream, out StreamIndex? found) ? found : Add(stream);
        }
    }

    public StreamIndex FindOrAdd(ReadOnlySpan<byte> stream)
    {
        lock (_gate)
        {
            return _byBytes.TryGetValue(stream, out StreamIndex? found) ? found : Add(AsciiNames.Comparer.Create(stream));
        }
    }

    public bool TryFind(string stream, [NotNullWhen(true)] out StreamIndex? found)
    {
        lock (_gate)
        {
            return _streams.TryGetValue(stream, out found);
        }
    }

    public void Stage(StreamIndex stream, int segment, int offset)
    {
        if (!stream.IsStaged)
        {
            _staged.Add(stream);
        }

        stream.Stage(segment, offset);
        _lastStaged = stream;
    }

    /// <summary>Makes the staged events visible: their group is flushed and ends at <paramref name="end"/>.</summary>
    public void Publish(LogEnd end)
    {
        // First the end, then the revisions: a reader that sees a revision must be allowed to read it.
        MoveFlushedEnd(end);
        foreach (StreamIndex stream in _staged)
        {
            stream.Publish();
        }

        _lastPublished = _lastStaged is { } last ? (last, last.NextRevision - 1) : _lastPublished;
        _staged.Clear();
    }

    public void MoveFlushedEnd(LogEnd end) => Volatile.Write(ref _flushed, ((long)end.Segment << 32) | (uint)end.Offset);

    public void Discard()
    {
        foreach (StreamIndex stream in _staged)
        {
            stream.Discard();
        }

        _staged.Clear();
    }

    /// <summary>Ends every subscription: the log is closed.</summary>
    public void End(Exception reason)
    {
        lock (_gate)
        {
            _end = reason;
            foreach (StreamIndex stream in _streams.Values)
            {
                stream.Signal.End(reason);
            }
        }
    }

    private StreamIndex Add(string name)
    {
        var stream = new StreamIndex(name);
        if (_end is not null)
        {
            stream.Signal.End(_end);
        }

        _streams.Add(name, stream);
        return stream;
    }
}
