using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>Writes and flushes at the log's end, and goes over to the next segment. Used by one thread.</summary>
internal sealed class SegmentAppender : IDisposable
{
    private readonly IFileSystem _fileSystem;
    private readonly string _directory;
    private readonly string _identity;
    private readonly int _segmentBytes;
    private readonly SegmentPreparer _preparer;
    private IStorageFile? _file;
    private int _currentBytes;
    private int _dirtyEnd; // the end of what failed writes may have left behind End

    /// <summary>Goes on at the end of an existing segment of <paramref name="currentBytes"/> bytes, or, without one, starts the first.</summary>
    public SegmentAppender(EmbeddedLogOptions options, SegmentPreparer preparer, LogEnd? end, int currentBytes)
    {
        (_fileSystem, _directory, _identity, _segmentBytes) = (options.FileSystem, options.Directory, options.Identity, options.SegmentBytes);
        _preparer = preparer;
        End = end ?? new LogEnd(Segment: 0, Offset: 0, Group: 1, Position: 0, Seal: 0);
        _currentBytes = currentBytes;
        if (end is { } existing)
        {
            _file = _fileSystem.Open(SegmentFiles.PathOf(_directory, existing.Segment), FileUse.Write);
        }
        else
        {
            Roll();
        }
    }

    /// <summary>Where the next group goes.</summary>
    public LogEnd End { get; private set; }

    public static int Capacity(int segmentBytes) => segmentBytes - SegmentHeader.Bytes - RecordFormat.EndMarkBytes;

    /// <summary>Whether a group of that many bytes fits and leaves room for the end mark.</summary>
    public bool HasRoom(long groupBytes) => End.Offset + groupBytes <= _currentBytes - RecordFormat.EndMarkBytes;

    /// <exception cref="StorageFullException">A part of the group may be there, but not its last byte; the next write removes it.</exception>
    public void Write(ReadOnlySpan<byte> group)
    {
        if (!HasRoom(group.Length))
        {
            throw new InvalidOperationException($"A group of {group.Length} bytes does not fit at {End.Offset} of {_currentBytes}.");
        }

        RemoveLeftovers();
        _dirtyEnd = Math.Max(_dirtyEnd, End.Offset + group.Length);
        _file!.Write(End.Offset, group);
    }

    /// <summary>Makes what was written durable; the log then ends at <paramref name="end"/>.</summary>
    /// <exception cref="IOException">The flush failed, or the segment's file is gone. The caller must stop for good.</exception>
    public void Flush(LogEnd end)
    {
        _file!.FlushData();

        // A flush of a removed file succeeds, into nothing.
        if (!_fileSystem.FileExists(SegmentFiles.PathOf(_directory, End.Segment)))
        {
            throw new IOException($"{SegmentFiles.PathOf(_directory, End.Segment)} was removed while in use");
        }

        _dirtyEnd = end.Offset;
        End = end;
    }

    /// <summary>Goes over to the next segment. Nothing has changed after a <see cref="StorageFullException"/>; any other failure is final.</summary>
    /// <remarks>
    /// The order makes every crash recoverable: the new segment is whole and its directory entry durable before the old one
    /// is marked as ended, and the mark is durable before the new segment gets a group.
    /// </remarks>
    public void Roll()
    {
        byte[] endMark = RecordFormat.EndMark(End, out uint seal);
        var header = new SegmentHeader(End.Segment + 1, _segmentBytes, End.Group, End.Position, _file is null ? 0 : seal, _identity);
        IStorageFile next = TakeSpare(header.Encode(out uint headerSeal));
        try
        {
            _fileSystem.Rename(_preparer.SparePath, SegmentFiles.PathOf(_directory, header.Segment));
            _fileSystem.FlushDirectory(_directory);
            if (_file is not null)
            {
                _file.Write(End.Offset, endMark);
                _file.FlushData();
                _file.Dispose();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            next.Dispose();
            throw new IOException($"going over to {SegmentFiles.Name(header.Segment)} failed: {e.Message}", e);
        }

        _file = next;
        _currentBytes = _segmentBytes;
        End = new LogEnd(header.Segment, SegmentHeader.Bytes, End.Group, End.Position, headerSeal);
        _dirtyEnd = End.Offset;
        _preparer.Start();
    }

    /// <summary>Has the next segment ready, or fails as <see cref="Roll"/> would.</summary>
    public void MakeRoom() => _preparer.Ensure();

    public void Dispose() => _file?.Dispose();

    /// <summary>Zeroes what failed writes left behind the end. It would do no harm, but it would look like a torn tail.</summary>
    private void RemoveLeftovers()
    {
        if (_dirtyEnd > End.Offset)
        {
            _file!.Write(End.Offset, new byte[_dirtyEnd - End.Offset]);
            _dirtyEnd = End.Offset;
        }
    }

    private IStorageFile TakeSpare(byte[] header)
    {
        IStorageFile spare = _preparer.Take();
        try
        {
            spare.Write(0, header);
            spare.FlushData();
            return spare;
        }
        catch
        {
            spare.Dispose();
            throw;
        }
    }
}
