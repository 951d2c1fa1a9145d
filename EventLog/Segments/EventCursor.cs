using System.Buffers.Binary;
using Rollup.EventLog.Storage;
using static Rollup.EventLog.Segments.RecordFormat;

namespace Rollup.EventLog.Segments;

/// <summary>Reads events of one stream by revision; quick when they are asked for in order.</summary>
/// <remarks>
/// Events are slices of the buffer they were read in. It is smaller than 85,000 bytes so that it dies young, outside the
/// large object heap, together with the events.
/// </remarks>
internal sealed class EventCursor(IFileSystem fileSystem, string directory, LogIndex index, StreamIndex stream, TypeNames typeNames)
    : IDisposable
{
    private const int FirstChunkBytes = StreamIndex.Spacing; // holds any one event looked up
    private const int LargestChunkBytes = 64 * 1024;

    private IStorageFile? _file;
    private IndexEntry _entry; // Segment 0: none yet
    private int _offset;
    private long _nextRevision;
    private byte[] _chunk = [];
    private int _chunkOffset;
    private int _chunkLength;
    private int _nextChunkBytes = FirstChunkBytes;

    /// <summary>Reads the event with a published revision.</summary>
    /// <exception cref="EventLogDamagedException">The record there is not the one that was written.</exception>
    public RecordedEvent Read(long revision)
    {
        if (revision != _nextRevision || _entry.Segment == 0)
        {
            _nextChunkBytes = FirstChunkBytes;
            Jump(revision);
        }

        while (true)
        {
            if (IsPastEntry())
            {
                Jump(revision);
            }

            int at = _offset;
            ReadOnlySpan<byte> bytes = Record(at);
            if (bytes.IsEmpty)
            {
                // The segment ends here; the event then has an index entry of its own.
                Jump(revision);
                continue;
            }

            var record = new RecordView(bytes);
            if (record.Problem(_entry.Segment, at) is { } problem)
            {
                throw Damaged(at, revision, problem);
            }

            _offset = at + Padded(record.Length);
            if (record.Kind == RecordKind.EndMark)
            {
                Jump(revision);
            }
            else if (record.Kind == RecordKind.Event && System.Text.Ascii.Equals(record.Stream, stream.Name) && record.Revision >= revision)
            {
                return record.Revision == revision
                    ? Take(record, at, revision)
                    : throw Damaged(at, revision, $"revision {record.Revision} stands in its place");
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Behind an entry's reach the next event of the stream has its own: <see cref="StreamIndex.Spacing"/>.</summary>
    private bool IsPastEntry() => _offset - _entry.Offset >= StreamIndex.Spacing;

    private void Jump(long revision)
    {
        IndexEntry entry = stream.Seek(revision);
        if (entry == _entry && _offset > entry.Offset && _nextRevision == revision)
        {
            throw Damaged(_offset, revision, "it is not where the index says");
        }

        if (_file is null || entry.Segment != _entry.Segment)
        {
            _file?.Dispose();
            _file = fileSystem.Open(SegmentFiles.PathOf(directory, entry.Segment), FileUse.Read);
            _chunkLength = 0;
        }

        _entry = entry;
        _offset = entry.Offset;
        _nextRevision = revision;
    }

    private RecordedEvent Take(RecordView record, int at, long revision)
    {
        int metadataAt = at - _chunkOffset + record.MetadataAt;
        ReadOnlyMemory<byte> metadata = _chunk.AsMemory(metadataAt, record.MetadataLength);
        ReadOnlyMemory<byte> data = _chunk.AsMemory(metadataAt + metadata.Length, record.Length - record.MetadataAt - metadata.Length);
        _nextRevision = revision + 1;
        return new RecordedEvent(stream.Name, revision, record.Id, typeNames.Get(record.Type), data, metadata);
    }

    /// <summary>The record at <paramref name="offset"/>, its checksum not yet checked; empty where no record starts.</summary>
    private ReadOnlySpan<byte> Record(int offset)
    {
        ReadOnlySpan<byte> chunk = Chunk(offset, PrefixBytes);
        if (chunk.Length < PrefixBytes || SegmentScanner.IsBlank(chunk))
        {
            return default;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(chunk[LengthAt..]);
        if (!RecordView.IsPossibleLength(length, FlushedEnd() - offset))
        {
            throw Damaged(offset, _nextRevision, $"a record's length is {length}");
        }

        return Chunk(offset, length)[..length];
    }

    /// <summary>What the buffer holds from <paramref name="offset"/> on: at least <paramref name="bytes"/>, unless the flushed part ends before.</summary>
    private ReadOnlySpan<byte> Chunk(int offset, int bytes)
    {
        if (offset < _chunkOffset || offset + bytes > _chunkOffset + _chunkLength)
        {
            // Never past the flushed end: the bytes there may still change, and the buffer would keep the old ones.
            int wanted = Math.Max(0, Math.Min(Math.Max(_nextChunkBytes, bytes), FlushedEnd() - offset));
            _nextChunkBytes = Math.Min(2 * _nextChunkBytes, LargestChunkBytes);
            _chunk = GC.AllocateUninitializedArray<byte>(wanted);
            _chunkOffset = offset;
            _chunkLength = _file!.Read(offset, _chunk);
        }

        return _chunk.AsSpan(0, _chunkLength)[(offset - _chunkOffset)..];
    }

    private int FlushedEnd()
    {
        (int segment, int offset) = index.Flushed;
        return segment == _entry.Segment ? offset : (int)_file!.Length;
    }

    private EventLogDamagedException Damaged(int offset, long revision, string reason)
        => new(SegmentFiles.Name(_entry.Segment), offset, position: null, $"revision {revision} of {stream.Name}: {reason}");
}
