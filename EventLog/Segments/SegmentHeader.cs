using System.Buffers.Binary;
using System.Text;
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
    public const int Bytes = 512;
    public const int FormatVersion = 1;
    public const int MaxIdentityBytes = Bytes - IdentityAt;

    private const int VersionAt = 8;
    private const int ChecksumAt = 12;
    private const int SegmentAt = 16;
    private const int SegmentBytesAt = 20;
    private const int FirstGroupAt = 24;
    private const int FirstPositionAt = 32;
    private const int PreviousSealAt = 40;
    private const int IdentityLengthAt = 44;
    private const int IdentityAt = 48;

    private static ReadOnlySpan<byte> Magic => "ROLLUPLG"u8;

    /// <summary>Writes the header and returns its checksum, the seal that the next record continues.</summary>
    public uint WriteTo(Span<byte> destination)
    {
        destination[..Bytes].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteInt32LittleEndian(destination[VersionAt..], FormatVersion);
        BinaryPrimitives.WriteInt32LittleEndian(destination[SegmentAt..], Segment);
        BinaryPrimitives.WriteInt32LittleEndian(destination[SegmentBytesAt..], SegmentBytes);
        BinaryPrimitives.WriteInt64LittleEndian(destination[FirstGroupAt..], FirstGroup);
        BinaryPrimitives.WriteInt64LittleEndian(destination[FirstPositionAt..], FirstPosition);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[PreviousSealAt..], PreviousSeal);
        int identityBytes = Encoding.UTF8.GetBytes(Identity, destination[IdentityAt..Bytes]);
        BinaryPrimitives.WriteInt32LittleEndian(destination[IdentityLengthAt..], identityBytes);
        uint checksum = Checksum(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksumAt..], checksum);
        return checksum;
    }

    /// <summary>Reads a header, or says in <paramref name="problem"/> why it is none.</summary>
    /// <param name="seal">The header's checksum.</param>
    /// <exception cref="EventLogFormatException">A whole header of another format version.</exception>
    public static SegmentHeader? Read(string file, ReadOnlySpan<byte> source, out uint seal, out string problem)
    {
        seal = 0;
        if (source.Length < Bytes || !source[..Magic.Length].SequenceEqual(Magic))
        {
            problem = "it does not start with a segment header";
            return null;
        }

        // Magic, version, checksum and the checksum's range keep their places in every version, so that a
        // newer format is told apart from a damaged version field.
        seal = BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]);
        if (seal != Checksum(source))
        {
            problem = "the segment header's checksum does not match";
            return null;
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(source[VersionAt..]);
        if (version != FormatVersion)
        {
            throw new EventLogFormatException(file, $"format version {FormatVersion}", $"version {version}");
        }

        problem = "";
        int identityBytes = BinaryPrimitives.ReadInt32LittleEndian(source[IdentityLengthAt..]);
        return new SegmentHeader(
            BinaryPrimitives.ReadInt32LittleEndian(source[SegmentAt..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[SegmentBytesAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[FirstGroupAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[FirstPositionAt..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[PreviousSealAt..]),
            Encoding.UTF8.GetString(source.Slice(IdentityAt, Math.Clamp(identityBytes, 0, MaxIdentityBytes))));
    }

    private static uint Checksum(ReadOnlySpan<byte> header)
        => Crc32C.Append(Crc32C.Compute(header[..ChecksumAt]), header[SegmentAt..Bytes]);
}
