using System.Buffers.Binary;
using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>The first 512 bytes of a segment. docs/spec/eventlog.md, "Segment header".</summary>
/// <param name="Segment">The segment's number, from 1; also its file name.</param>
/// <param name="SegmentBytes">The file's length.</param>
/// <param name="FirstGroup">The number of the first group in this segment.</param>
/// <param name="FirstPosition">The number of the first event in this segment, counted over all streams.</param>
/// <param name="PreviousSeal">The checksum of the end mark of the segment before; 0 in the first segment.</param>
/// <param name="Identity">Which log this is; opaque to the log, at most <see cref="MaxIdentityBytes"/> in UTF-8.</param>
internal sealed record SegmentHeader(
    int Segment, int SegmentBytes, long FirstGroup, long FirstPosition, uint PreviousSeal, string Identity)
{
    public const int Bytes = SealedBlock.Bytes;
    public const int FormatVersion = 1;
    public const int MaxIdentityBytes = Bytes - IdentityAt;

    private const int SegmentAt = SealedBlock.ContentAt;
    private const int SegmentBytesAt = 20;
    private const int FirstGroupAt = 24;
    private const int FirstPositionAt = 32;
    private const int PreviousSealAt = 40;
    private const int IdentityLengthAt = 44;
    private const int IdentityAt = 48;

    private static ReadOnlySpan<byte> Magic => "ROLLUPLG"u8;

    /// <summary>Encodes the header.</summary>
    /// <param name="seal">Its checksum, which the next record continues.</param>
    public byte[] Encode(out uint seal)
    {
        byte[] block = new byte[Bytes];
        Span<byte> fields = block;
        BinaryPrimitives.WriteInt32LittleEndian(fields[SegmentAt..], Segment);
        BinaryPrimitives.WriteInt32LittleEndian(fields[SegmentBytesAt..], SegmentBytes);
        BinaryPrimitives.WriteInt64LittleEndian(fields[FirstGroupAt..], FirstGroup);
        BinaryPrimitives.WriteInt64LittleEndian(fields[FirstPositionAt..], FirstPosition);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[PreviousSealAt..], PreviousSeal);
        SealedBlock.WriteText(fields, IdentityLengthAt, IdentityAt, Identity);
        seal = SealedBlock.Seal(fields, Magic, FormatVersion);
        return block;
    }

    /// <summary>Reads a header, or says in <paramref name="problem"/> why it is none.</summary>
    /// <param name="seal">The header's checksum.</param>
    /// <exception cref="EventLogFormatException">A whole header of another format version.</exception>
    public static SegmentHeader? Read(string file, ReadOnlySpan<byte> block, out uint seal, out string? problem)
    {
        problem = SealedBlock.Problem(file, block, Magic, FormatVersion, out seal);
        return problem is not null
            ? null
            : new SegmentHeader(
                BinaryPrimitives.ReadInt32LittleEndian(block[SegmentAt..]),
                BinaryPrimitives.ReadInt32LittleEndian(block[SegmentBytesAt..]),
                BinaryPrimitives.ReadInt64LittleEndian(block[FirstGroupAt..]),
                BinaryPrimitives.ReadInt64LittleEndian(block[FirstPositionAt..]),
                BinaryPrimitives.ReadUInt32LittleEndian(block[PreviousSealAt..]),
                SealedBlock.ReadText(block, IdentityLengthAt, IdentityAt));
    }
}
