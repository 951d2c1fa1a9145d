using System.Buffers.Binary;
using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Snapshots;

/// <summary>The sealed block at the start of a snapshot file. docs/spec/eventlog.md, "Snapshots".</summary>
internal sealed record SnapshotHeader(long Revision, long PayloadBytes, uint PayloadChecksum, string Identity)
{
    private const int FormatVersion = 1;

    private const int RevisionAt = SealedBlock.ContentAt;
    private const int PayloadBytesAt = 24;
    private const int PayloadChecksumAt = 32;
    private const int IdentityLengthAt = 36;
    private const int IdentityAt = 40;

    private static ReadOnlySpan<byte> Magic => "ROLLUPSN"u8;

    public static SnapshotHeader Of(long revision, ReadOnlySpan<byte> payload, string identity)
        => new(revision, payload.Length, Crc32C.Compute(payload), identity);

    public byte[] Encode()
    {
        byte[] block = new byte[SealedBlock.Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(RevisionAt), Revision);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(PayloadBytesAt), PayloadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(PayloadChecksumAt), PayloadChecksum);
        SealedBlock.WriteText(block, IdentityLengthAt, IdentityAt, Identity);
        SealedBlock.Seal(block, Magic, FormatVersion);
        return block;
    }

    public static SnapshotHeader? Read(string file, ReadOnlySpan<byte> block, out string? problem)
    {
        problem = SealedBlock.Problem(file, block, Magic, FormatVersion, out _);
        return problem is not null
            ? null
            : new SnapshotHeader(
                BinaryPrimitives.ReadInt64LittleEndian(block[RevisionAt..]),
                BinaryPrimitives.ReadInt64LittleEndian(block[PayloadBytesAt..]),
                BinaryPrimitives.ReadUInt32LittleEndian(block[PayloadChecksumAt..]),
                SealedBlock.ReadText(block, IdentityLengthAt, IdentityAt));
    }
}
