using System.Buffers.Binary;
using System.Text;
using Rollup.EventLog.Storage;
using static Rollup.EventLog.Segments.RecordFormat;

namespace Rollup.EventLog.Segments;

/// <summary>Encodes a group: the events of one or more appends, then the trailer.</summary>
internal sealed class GroupBuilder
{
    private byte[] _buffer = new byte[64 * 1024];
    private LogEnd _start;
    private int _length;
    private int _eventCount;

    public bool IsEmpty => _eventCount == 0;

    /// <summary>The group's bytes, to be written at the offset given to <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>The offset in the segment at which the next event will stand.</summary>
    public int NextOffset => _start.Offset + _length;

    public void Begin(LogEnd start)
    {
        _start = start;
        _length = 0;
        _eventCount = 0;
    }

    public void Add(string stream, long revision, NewEvent e)
    {
        int length = EventPrefixBytes + stream.Length + e.Type.Length + e.Metadata.Length + e.Data.Length;
        int padded = Padded(length);
        Span<byte> record = Claim(padded)[..length];
        record[StreamLengthAt] = (byte)stream.Length;
        record[TypeLengthAt] = (byte)e.Type.Length;
        record[TypeLengthAt + 1] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(record[MetadataLengthAt..], e.Metadata.Length);
        BinaryPrimitives.WriteInt64LittleEndian(record[PositionAt..], _start.Position + _eventCount);
        BinaryPrimitives.WriteInt64LittleEndian(record[RevisionAt..], revision);
        e.Id.TryWriteBytes(record[IdAt..], bigEndian: true, out _);
        Span<byte> rest = record[EventPrefixBytes..];
        rest = rest[Encoding.ASCII.GetBytes(stream, rest)..];
        rest = rest[Encoding.ASCII.GetBytes(e.Type, rest)..];
        e.Metadata.Span.CopyTo(rest);
        e.Data.Span.CopyTo(rest[e.Metadata.Length..]);
        Finish(record, RecordKind.Event, _start.Segment, NextOffset - padded, _start.Group);
        _eventCount++;
    }

    /// <summary>Writes the trailer and returns the log's end behind it.</summary>
    public LogEnd Seal()
    {
        int bodyLength = _length;
        uint bodyChecksum = Crc32C.Compute(_buffer.AsSpan(0, bodyLength));
        int offset = NextOffset;
        Span<byte> trailer = Claim(TrailerBytes);
        trailer.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(trailer[EventCountAt..], _eventCount);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[FirstPositionAt..], _start.Position);
        BinaryPrimitives.WriteInt32LittleEndian(trailer[BodyLengthAt..], bodyLength);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[BodyChecksumAt..], bodyChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[TrailerPreviousSealAt..], _start.Seal);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[TrailerEndAt..], TrailerEnd);
        uint seal = Finish(trailer, RecordKind.Trailer, _start.Segment, offset, _start.Group);
        return new LogEnd(_start.Segment, NextOffset, _start.Group + 1, _start.Position + _eventCount, seal);
    }

    /// <summary>The next bytes of the buffer, of which the last <see cref="Alignment"/> are zero.</summary>
    private Span<byte> Claim(int bytes)
    {
        if (_length + bytes > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_length + bytes, 2 * _buffer.Length));
        }

        Span<byte> claimed = _buffer.AsSpan(_length, bytes);
        claimed[^Alignment..].Clear();
        _length += bytes;
        return claimed;
    }
}
