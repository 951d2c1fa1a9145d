using System.Buffers.Binary;
using System.Text;
using Rollup.EventLog.Storage;
using static Rollup.EventLog.Segments.RecordFormat;

namespace Rollup.EventLog.Segments;

/// <summary>Reads a segment group by group, checks every byte of every group, and puts whole groups into the index.</summary>
internal sealed class SegmentScanner(IStorageFile file, int segmentBytes, LogEnd start, LogIndex index) : IDisposable
{
    private StreamIndex? _lastStream;

    /// <summary>The end of the last whole group.</summary>
    public LogEnd End { get; private set; } = start;

    /// <summary>Where the last whole group of this segment starts; null when it has none.</summary>
    public int? LastGroupOffset { get; private set; }

    public ScanWindow Window { get; } = new(file, segmentBytes);

    public int SegmentBytes => segmentBytes;

    /// <summary>
    /// Whether to flush the file before a group becomes visible. For those who follow another process's log: they cannot know
    /// whether a group they see has been flushed by its writer.
    /// </summary>
    public bool FlushBeforePublish { get; set; }

    /// <summary>Goes on from <see cref="End"/>, in a file that may have grown, until something that is not a whole group.</summary>
    public ScanStop Scan()
    {
        Window.Reset();
        while (true)
        {
            if (ReadGroup() is { } stop)
            {
                index.Discard();
                return stop;
            }
        }
    }

    public void Flush() => file.FlushData();

    /// <summary>A zero where a record would start: the segment is filled with zeros beforehand.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt64LittleEndian(record) == 0;

    public void Dispose() => file.Dispose();

    private ScanStop? ReadGroup()
    {
        int offset = End.Offset;
        long position = End.Position;
        uint bodyChecksum = 0;
        while (true)
        {
            ReadOnlySpan<byte> bytes = ReadRecord(offset, out string? problem);
            if (problem is not null)
            {
                return new ScanStop(KindOfStop(bytes, offset), offset, position, problem);
            }

            var record = new RecordView(bytes);
            problem = record.Kind switch
            {
                RecordKind.Event => TakeEvent(record, offset, position),
                RecordKind.Trailer => TakeTrailer(record, offset, position, bodyChecksum),
                _ => CheckEndMark(record, offset),
            };

            if (problem is not null)
            {
                long firstBad = record.Kind == RecordKind.Event ? position : End.Position;
                return new ScanStop(ScanStopKind.Bad, offset, firstBad, problem);
            }

            switch (record.Kind)
            {
                case RecordKind.Trailer:
                    return null;
                case RecordKind.EndMark:
                    return new ScanStop(ScanStopKind.EndMark, offset, position, "");
                default:
                    int padded = Padded(record.Length);
                    bodyChecksum = Crc32C.Append(bodyChecksum, Window.At(offset, padded));
                    offset += padded;
                    position++;
                    break;
            }
        }
    }

    private ScanStopKind KindOfStop(ReadOnlySpan<byte> bytes, int offset)
    {
        if (bytes.IsEmpty)
        {
            return offset == End.Offset ? ScanStopKind.Blank : ScanStopKind.Bad;
        }

        // Whole records only: a shorter span is a prefix whose length made no sense.
        var record = new RecordView(bytes);
        bool isWhole = bytes.Length > PrefixBytes && record.IsIntact;
        return isWhole && !record.BelongsTo(End.Segment, offset) ? ScanStopKind.Misplaced : ScanStopKind.Bad;
    }

    /// <summary>The record at <paramref name="offset"/>. Empty, with a problem, where there are zeros.</summary>
    private ReadOnlySpan<byte> ReadRecord(int offset, out string? problem)
    {
        int room = segmentBytes - offset;
        ReadOnlySpan<byte> prefix = Window.At(offset, Math.Min(PrefixBytes, room));
        if (prefix.Length < PrefixBytes)
        {
            problem = "the group runs past the segment's end";
            return prefix;
        }

        if (IsBlank(prefix))
        {
            problem = "zeros stand where a record belongs";
            return default;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(prefix[LengthAt..]);
        if (!RecordView.IsPossibleLength(length, room))
        {
            problem = $"a record's length is {length}, possible are {EndMarkBytes} to {room}";
            return prefix;
        }

        ReadOnlySpan<byte> bytes = Window.At(offset, length);
        var record = new RecordView(bytes);
        problem = bytes.Length < length ? "the file ends inside a record" : record.Problem(End.Segment, offset);
        if (problem is null && record.Group != End.Group)
        {
            problem = $"the record belongs to group {record.Group}, group {End.Group} was expected";
        }

        return bytes;
    }

    private string? TakeEvent(RecordView record, int offset, long position)
    {
        StreamIndex stream = FindStream(record.Stream);
        if (record.Position != position || record.Revision != stream.NextRevision)
        {
            return $"the event is number {record.Position} and revision {record.Revision} of {stream.Name}, "
                + $"number {position} and revision {stream.NextRevision} were expected";
        }

        index.Stage(stream, End.Segment, offset);
        return null;
    }

    private string? TakeTrailer(RecordView record, int offset, long position, uint bodyChecksum)
    {
        if (record.TrailerPreviousSeal != End.Seal)
        {
            return $"the group continues a log with seal {record.TrailerPreviousSeal:x8}, the log before it has {End.Seal:x8}";
        }

        if (record.EventCount != position - End.Position || record.FirstPosition != End.Position
            || record.BodyLength != offset - End.Offset || record.BodyChecksum != bodyChecksum)
        {
            return "a group's trailer does not match its events";
        }

        LastGroupOffset = End.Offset;
        End = new LogEnd(End.Segment, offset + TrailerBytes, End.Group + 1, position, record.Checksum);
        if (FlushBeforePublish)
        {
            Flush();
        }

        index.Publish(End);
        return null;
    }

    private string? CheckEndMark(RecordView record, int offset)
        => offset == End.Offset && record.NextPosition == End.Position && record.EndMarkPreviousSeal == End.Seal
            ? null
            : "the segment's end mark does not match what stands before it";

    private StreamIndex FindStream(ReadOnlySpan<byte> name)
    {
        if (_lastStream is null || !Ascii.Equals(name, _lastStream.Name))
        {
            _lastStream = index.FindOrAdd(name);
        }

        return _lastStream;
    }
}
