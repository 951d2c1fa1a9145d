using System.Buffers.Binary;
using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>Where each field of a record stands. docs/spec/eventlog.md, "Records". All integers are little-endian.</summary>
/// <remarks>A record starts at a multiple of <see cref="Alignment"/>; the bytes between two records are zero.</remarks>
internal static class RecordFormat
{
    public const int Alignment = 8;

    // Every record.
    public const int ChecksumAt = 0; // CRC-32C of everything from LengthAt to the record's end
    public const int LengthAt = 4; // without padding
    public const int SegmentAt = 8; // where the record belongs, so that a misdirected write shows
    public const int OffsetAt = 12;
    public const int GroupAt = 16;
    public const int KindAt = 24;
    public const int PrefixBytes = 28;

    // An event: 64 bytes, then stream, type, metadata, data.
    public const int StreamLengthAt = 25;
    public const int TypeLengthAt = 26;
    public const int MetadataLengthAt = 28;
    public const int PositionAt = 32;
    public const int RevisionAt = 40;
    public const int IdAt = 48;
    public const int EventPrefixBytes = 64;

    // A trailer.
    public const int EventCountAt = 28;
    public const int FirstPositionAt = 32;
    public const int BodyLengthAt = 40;
    public const int BodyChecksumAt = 44; // of all the group's bytes before the trailer, padding included
    public const int TrailerPreviousSealAt = 48;
    public const int TrailerEndAt = 52;
    public const uint TrailerEnd = 0x21444E45; // "END!": not zero, so that a group whose write lacks a single byte is no group
    public const int TrailerBytes = 56;

    // An end mark.
    public const int NextPositionAt = 32;
    public const int EndMarkPreviousSealAt = 40;
    public const int EndMarkBytes = 48;

    public static int Padded(int bytes) => (bytes + Alignment - 1) & -Alignment;

    /// <summary>The bytes that an event takes in a group, padding included.</summary>
    public static long EventBytes(string stream, NewEvent e)
        => (EventPrefixBytes + stream.Length + e.Type.Length + (long)e.Metadata.Length + e.Data.Length + Alignment - 1) & -Alignment;

    /// <summary>Fills in what every record has, once the rest is written, and returns the checksum.</summary>
    public static uint Finish(Span<byte> record, RecordKind kind, int segment, int offset, long group)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record[LengthAt..], record.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[SegmentAt..], segment);
        BinaryPrimitives.WriteInt32LittleEndian(record[OffsetAt..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(record[GroupAt..], group);
        record[KindAt] = (byte)kind;
        uint checksum = Crc32C.Compute(record[LengthAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[ChecksumAt..], checksum);
        return checksum;
    }

    /// <summary>The end mark of a segment that ends at <paramref name="end"/>, and its checksum.</summary>
    public static byte[] EndMark(LogEnd end, out uint seal)
    {
        byte[] record = new byte[EndMarkBytes];
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(NextPositionAt), end.Position);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(EndMarkPreviousSealAt), end.Seal);
        seal = Finish(record, RecordKind.EndMark, end.Segment, end.Offset, end.Group);
        return record;
    }
}
