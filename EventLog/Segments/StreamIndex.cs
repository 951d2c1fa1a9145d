namespace Rollup.EventLog.Segments;

/// <summary>One stream's revision and sparse index, in memory.</summary>
/// <remarks>
/// Every event either has an entry or stands less than <see cref="Spacing"/> bytes behind the entry before it, in the same
/// segment. So a read touches at most that much, and the index has at most one entry per <see cref="Spacing"/> bytes of log
/// and stream, however the streams are interleaved. The writer stages events while it builds a group and publishes them once
/// the group is flushed; readers see published events only.
/// </remarks>
internal sealed class StreamIndex(string name)
{
    public const int Spacing = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly List<IndexEntry> _entries = [];
    private int _publishedEntries;

    public string Name { get; } = name;

    public RevisionSignal Signal { get; } = new();

    /// <summary>The revision the next event gets, staged events counted. The writer's alone.</summary>
    public long NextRevision { get; private set; }

    /// <summary>Whether events wait for <see cref="Publish"/> or <see cref="Discard"/>.</summary>
    public bool IsStaged => NextRevision - 1 != Signal.Revision;

    /// <summary>Gives the event at this place the next revision.</summary>
    public void Stage(int segment, int offset)
    {
        bool isNear = _entries.Count > 0 && _entries[^1] is var last && last.Segment == segment && offset - last.Offset < Spacing;
        if (!isNear)
        {
            lock (_gate)
            {
                _entries.Add(new IndexEntry(NextRevision, segment, offset));
            }
        }

        NextRevision++;
    }

    public void Publish()
    {
        lock (_gate)
        {
            _publishedEntries = _entries.Count;
        }

        Signal.Publish(NextRevision - 1);
    }

    public void Discard()
    {
        lock (_gate)
        {
            _entries.RemoveRange(_publishedEntries, _entries.Count - _publishedEntries);
        }

        NextRevision = Signal.Revision + 1;
    }

    /// <summary>The last entry at or before a published revision.</summary>
    public IndexEntry Seek(long revision)
    {
        lock (_gate)
        {
            int low = 0;
            int high = _publishedEntries - 1;
            while (low < high)
            {
                int middle = (low + high + 1) / 2;
                (low, high) = _entries[middle].Revision <= revision ? (middle, high) : (low, middle - 1);
            }

            return _entries[low];
        }
    }
}
