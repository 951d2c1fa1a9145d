using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>A group at the log's end that is not whole: what a crash between write and flush leaves.</summary>
/// <param name="Bytes">From the group's start to the last byte that is not zero.</param>
internal sealed record TornTail(int Segment, int Offset, int Bytes, string Reason);

/// <summary>Reads a whole log directory, checks it, and fills the index. Changes nothing.</summary>
/// <remarks>
/// Another process may be writing the log meanwhile. What looks wrong is therefore looked at again before it is called
/// damage: a writer only ever goes forward, so a second look finds either more of the log or the same damage.
/// </remarks>
internal sealed class LogScan : IDisposable
{
    private readonly IFileSystem _fileSystem;
    private readonly string _directory;
    private readonly string? _identity;
    private readonly LogIndex _index;
    private int _highestListed;
    private bool _isFollowing;
    private ScanStop _previousStop = new(ScanStopKind.EndMark, 0, 0, "");

    private LogScan(IFileSystem fileSystem, string directory, string? identity, LogIndex index)
        => (_fileSystem, _directory, _identity, _index) = (fileSystem, directory, identity, index);

    /// <summary>The scanner of the last segment; null when the log has no segment yet.</summary>
    public SegmentScanner? Last { get; private set; }

    /// <summary>What the log calls itself.</summary>
    public string? Identity { get; private set; }

    /// <summary>Null when the log ends cleanly.</summary>
    public TornTail? Torn { get; private set; }

    /// <summary>Where the last segment but one ends and its end mark stands; null when there is one segment.</summary>
    public LogEnd? PreviousEnd { get; private set; }

    /// <summary>Reads and checks everything, or throws <see cref="EventLogDamagedException"/> or <see cref="EventLogFormatException"/>.</summary>
    /// <param name="identity">What the headers must say; null takes any.</param>
    public static LogScan Run(IFileSystem fileSystem, string directory, string? identity, LogIndex index)
    {
        var scan = new LogScan(fileSystem, directory, identity, index);
        try
        {
            scan.Continue();
            return scan;
        }
        catch
        {
            scan.Dispose();
            throw;
        }
    }

    /// <summary>Reads what has come since, if the log is being written.</summary>
    /// <param name="isFollowing">Whether this only looks for more: new groups are flushed before they are shown, and zeros behind the end are not read again each time.</param>
    public void Continue(bool isFollowing = false)
    {
        _isFollowing = isFollowing;
        _highestListed = HighestSegment();
        if (Last is null)
        {
            if (_highestListed == 0)
            {
                return;
            }

            OpenSegment(1, new LogEnd(Segment: 0, Offset: 0, Group: 1, Position: 0, Seal: 0));
        }

        while (ReadSegment() is { } end)
        {
            OpenSegment(end.Segment + 1, end);
        }
    }

    public void Dispose() => Last?.Dispose();

    private int HighestSegment()
    {
        int highest = 0;
        foreach (string name in _fileSystem.ListFiles(_directory))
        {
            if (name.EndsWith(SegmentFiles.Extension, StringComparison.Ordinal))
            {
                int segment = SegmentFiles.TryParse(name)
                    ?? throw Damaged(name, 0, 0, $"no segment has this name; they are called {SegmentFiles.Name(1)} and so on");
                highest = Math.Max(highest, segment);
            }
        }

        return highest;
    }

    /// <summary>Goes over to a segment that must continue at <paramref name="previous"/>.</summary>
    private void OpenSegment(int segment, LogEnd previous)
    {
        string name = SegmentFiles.Name(segment);
        if (!Exists(segment))
        {
            string reason = segment < _highestListed ? "later ones exist" : $"{SegmentFiles.Name(segment - 1)} is marked as ended";
            throw Damaged(name, 0, previous.Position, $"the segment is missing, though {reason}");
        }

        IStorageFile file = _fileSystem.Open(SegmentFiles.PathOf(_directory, segment), FileUse.Read);
        try
        {
            SegmentHeader header = ReadHeader(file, segment, previous, out uint seal);
            LogEnd start = new(segment, SegmentHeader.Bytes, header.FirstGroup, header.FirstPosition, seal);
            Last?.Dispose();
            Last = new SegmentScanner(file, header.SegmentBytes, start, _index);
            Identity = header.Identity;
            _index.MoveFlushedEnd(start);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private SegmentHeader ReadHeader(IStorageFile file, int segment, LogEnd previous, out uint seal)
    {
        string name = SegmentFiles.Name(segment);
        byte[] bytes = new byte[SegmentHeader.Bytes];
        int read = file.Read(0, bytes);
        SegmentHeader header = SegmentHeader.Read(name, bytes.AsSpan(0, read), out seal, out string? problem)
            ?? throw Damaged(name, 0, previous.Position, problem!);
        if (_identity is not null && header.Identity != _identity)
        {
            throw new EventLogFormatException(name, $"the log '{_identity}'", $"a segment of the log '{header.Identity}'");
        }

        if (header.Segment != segment)
        {
            throw Damaged(name, 0, previous.Position, $"the file holds segment {header.Segment}: it was renamed or put in another's place");
        }

        if (file.Length != header.SegmentBytes)
        {
            throw Damaged(name, 0, previous.Position, $"the file has {file.Length} bytes, its header says {header.SegmentBytes}");
        }

        if ((header.FirstGroup, header.FirstPosition, header.PreviousSeal) != (previous.Group, previous.Position, previous.Seal))
        {
            throw _previousStop.Kind is ScanStopKind.Bad or ScanStopKind.Misplaced
                ? Damaged(SegmentFiles.Name(segment - 1), _previousStop.Offset, _previousStop.Position, _previousStop.Reason)
                : Damaged(name, 0, previous.Position,
                $"it continues group {header.FirstGroup - 1}, event {header.FirstPosition - 1}, seal {header.PreviousSeal:x8}, "
                + $"but the segment before it ends with group {previous.Group - 1}, event {previous.Position - 1}, seal {previous.Seal:x8}: "
                + "one of the two is stale or from another log");
        }

        return header;
    }

    /// <summary>Reads the open segment.</summary>
    /// <returns>Where the next segment must continue; null when this one is the last.</returns>
    private LogEnd? ReadSegment()
    {
        SegmentScanner scanner = Last!;
        scanner.FlushBeforePublish = _isFollowing;
        ScanStop stop = scanner.Scan();
        int segment = scanner.End.Segment;
        bool hasNext = segment < _highestListed || Exists(segment + 1);
        if (_isFollowing && stop.Kind == ScanStopKind.Blank && !hasNext)
        {
            return null;
        }

        if (stop.Kind != ScanStopKind.EndMark && (hasNext || !IsBlankBehind()))
        {
            stop = scanner.Scan();
        }

        if (stop.Kind == ScanStopKind.Blank && !IsBlankBehind())
        {
            stop = stop with { Kind = ScanStopKind.Bad };
        }

        CheckPreviousEnd(stop, hasNext);
        Torn = null;
        if (stop.Kind == ScanStopKind.EndMark || hasNext)
        {
            return Leave(stop);
        }

        if (stop.Kind != ScanStopKind.Blank)
        {
            Torn = JudgeTail(stop);
        }

        return null;
    }

    /// <summary>Ends a segment that has a successor. Whether it really ends here is for the successor's header to say.</summary>
    private LogEnd Leave(ScanStop stop)
    {
        PreviousEnd = Last!.End;
        _previousStop = stop;
        RecordFormat.EndMark(Last.End, out uint seal);
        return Last.End with { Seal = seal };
    }

    /// <summary>A crash leaves the segment before without its end mark, or with a part of it, only while this one, the last, is empty.</summary>
    private void CheckPreviousEnd(ScanStop stop, bool hasNext)
    {
        if (_previousStop.Kind == ScanStopKind.EndMark || (stop.Kind == ScanStopKind.Blank && Last!.LastGroupOffset is null && !hasNext))
        {
            return;
        }

        LogEnd end = PreviousEnd!.Value;
        byte[] expected = RecordFormat.EndMark(end, out _);
        byte[] found = new byte[expected.Length];
        using IStorageFile file = _fileSystem.Open(SegmentFiles.PathOf(_directory, end.Segment), FileUse.Read);
        file.Read(end.Offset, found);
        if (!found.AsSpan().SequenceEqual(expected))
        {
            throw Damaged(SegmentFiles.Name(end.Segment), end.Offset, end.Position, "the end mark is missing, though the next segment is in use");
        }

        _previousStop = _previousStop with { Kind = ScanStopKind.EndMark }; // a live writer has written it meanwhile
    }

    private TornTail? JudgeTail(ScanStop stop)
    {
        SegmentScanner scanner = Last!;
        LogEnd end = scanner.End;
        if (stop.Kind == ScanStopKind.Misplaced)
        {
            throw Damaged(SegmentFiles.Name(end.Segment), stop.Offset, stop.Position, stop.Reason);
        }

        if (TailInspection.FindLaterRecord(scanner, end.Offset, end.Group) is not { } later)
        {
            int bytes = TailInspection.CountDirtyBytes(scanner.Window, end.Offset, scanner.SegmentBytes);
            return new TornTail(end.Segment, end.Offset, bytes, stop.Reason);
        }

        scanner.Scan();
        return scanner.End != end
            ? null // a live writer finished the group while we looked
            : throw Damaged(SegmentFiles.Name(end.Segment), stop.Offset, stop.Position,
                $"{stop.Reason}, and a later group's record stands at offset {later}");
    }

    /// <summary>Whether only zeros follow the last whole group.</summary>
    private bool IsBlankBehind() => Last!.Window.FindNonZero(Last.End.Offset) is null;

    private bool Exists(int segment) => _fileSystem.FileExists(SegmentFiles.PathOf(_directory, segment));

    private EventLogDamagedException Damaged(string file, long offset, long position, string reason)
        => new(file, offset, position, $"{reason}; the last good event is {_index.LastEvent}");
}
