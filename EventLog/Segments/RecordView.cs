using System.Buffers.Binary;
using Rollup.EventLog.Storage;
using static Rollup.EventLog.Segments.RecordFormat;

namespace Rollup.EventLog.Segments;

/// <summary>A record's bytes, read in place. Only the length has been checked before <see cref="Problem"/> is null.</summary>
internal readonly ref struct RecordView(ReadOnlySpan<byte> record)
{
    private readonly ReadOnlySpan<byte> _record = record;

    public int Length => _record.Length;
    public uint Checksum => BinaryPrimitives.ReadUInt32LittleEndian(_record[ChecksumAt..]);
    public int Segment => BinaryPrimitives.ReadInt32LittleEndian(_record[SegmentAt..]);
    public int Offset => BinaryPrimitives.ReadInt32LittleEndian(_record[OffsetAt..]);
    public long Group => BinaryPrimitives.ReadInt64LittleEndian(_record[GroupAt..]);
    public RecordKind Kind => (RecordKind)_record[KindAt];

    // Of an event.
    public long Position => BinaryPrimitives.ReadInt64LittleEndian(_record[PositionAt..]);
    public long Revision => BinaryPrimitives.ReadInt64LittleEndian(_record[RevisionAt..]);
    public Guid Id => new(_record.Slice(IdAt, 16), bigEndian: true);
    public ReadOnlySpan<byte> Stream => _record.Slice(EventPrefixBytes, _record[StreamLengthAt]);
    public ReadOnlySpan<byte> Type => _record.Slice(EventPrefixBytes + _record[StreamLengthAt], _record[TypeLengthAt]);
    public int MetadataAt => EventPrefixBytes + _record[StreamLengthAt] + _record[TypeLengthAt];
    public int MetadataLength => BinaryPrimitives.ReadInt32LittleEndian(_record[MetadataLengthAt..]);

    // Of a trailer.
    public int EventCount => BinaryPrimitives.ReadInt32LittleEndian(_record[EventCountAt..]);
    public long FirstPosition => BinaryPrimitives.ReadInt64LittleEndian(_record[FirstPositionAt..]);
    public int BodyLength => BinaryPrimitives.ReadInt32LittleEndian(_record[BodyLengthAt..]);
    public uint BodyChecksum => BinaryPrimitives.ReadUInt32LittleEndian(_record[BodyChecksumAt..]);
    public uint TrailerPreviousSeal => BinaryPrimitives.ReadUInt32LittleEndian(_record[TrailerPreviousSealAt..]);

    // Of an end mark.
    public long NextPosition => BinaryPrimitives.ReadInt64LittleEndian(_record[NextPositionAt..]);
    public uint EndMarkPreviousSeal => BinaryPrimitives.ReadUInt32LittleEndian(_record[EndMarkPreviousSealAt..]);

    /// <summary>Whether a length field can be true, before anything is read or allocated for it.</summary>
    public static bool IsPossibleLength(int length, int room) => length >= EndMarkBytes && length <= room;

    /// <summary>Whether the bytes are those that were written, wherever they belong.</summary>
    public bool IsIntact => Crc32C.Compute(_record[LengthAt..]) == Checksum;

    public bool BelongsTo(int segment, int offset) => Segment == segment && Offset == offset;

    /// <summary>What is wrong with the record where it stands; null when it is whole and belongs there.</summary>
    public string? Problem(int segment, int offset)
    {
        if (!IsIntact)
        {
            return "a record's checksum does not match";
        }

        if (!BelongsTo(segment, offset))
        {
            return $"the record was written for {SegmentFiles.Name(Segment)}, offset {Offset}";
        }

        return Kind switch
        {
            RecordKind.Event => IsEventShapePossible() ? null : "an event's parts do not add up to its length",
            RecordKind.Trailer => Length == TrailerBytes ? null : $"a trailer has {TrailerBytes} bytes, found {Length}",
            RecordKind.EndMark => Length == EndMarkBytes ? null : $"an end mark has {EndMarkBytes} bytes, found {Length}",
            _ => $"a record has the unknown kind {(byte)Kind}",
        };
    }

    private bool IsEventShapePossible()
        => Length >= EventPrefixBytes && MetadataLength >= 0 && (long)MetadataAt + MetadataLength <= Length
            && _record[StreamLengthAt] > 0 && _record[TypeLengthAt] > 0;
}
