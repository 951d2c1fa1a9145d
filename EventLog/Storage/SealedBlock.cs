using System.Buffers.Binary;
using System.Text;

namespace Rollup.EventLog.Storage;

/// <summary>The 512-byte block with which every file of ours starts: magic, version, checksum, content. docs/spec/eventlog.md, "Sealed blocks".</summary>
/// <remarks>
/// One sector, so that a disk writes it whole or not at all. The first 16 bytes mean the same in every version: a newer format
/// is told apart from a damaged version field.
/// </remarks>
internal static class SealedBlock
{
    public const int Bytes = 512;
    public const int ContentAt = 16;

    private const int MagicBytes = 8;
    private const int VersionAt = 8;
    private const int ChecksumAt = 12;

    /// <summary>Fills in magic, version and checksum around the content, and returns the checksum.</summary>
    public static uint Seal(Span<byte> block, ReadOnlySpan<byte> magic, int version)
    {
        magic.CopyTo(block);
        BinaryPrimitives.WriteInt32LittleEndian(block[VersionAt..], version);
        uint checksum = Checksum(block);
        BinaryPrimitives.WriteUInt32LittleEndian(block[ChecksumAt..], checksum);
        return checksum;
    }

    /// <summary>What is wrong with the block; null when it is whole.</summary>
    /// <param name="seal">The block's checksum.</param>
    /// <exception cref="EventLogFormatException">A whole block of another format version.</exception>
    public static string? Problem(string file, ReadOnlySpan<byte> block, ReadOnlySpan<byte> magic, int version, out uint seal)
    {
        seal = 0;
        if (block.Length < Bytes || !block[..MagicBytes].SequenceEqual(magic))
        {
            return $"it does not start with {Encoding.ASCII.GetString(magic)}";
        }

        seal = BinaryPrimitives.ReadUInt32LittleEndian(block[ChecksumAt..]);
        if (seal != Checksum(block))
        {
            return "its header's checksum does not match";
        }

        int found = BinaryPrimitives.ReadInt32LittleEndian(block[VersionAt..]);
        return found == version ? null : throw new EventLogFormatException(file, $"format version {version}", $"version {found}");
    }

    /// <summary>Writes a text as length and UTF-8 bytes, up to the block's end.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public static void WriteText(Span<byte> block, int lengthAt, int textAt, string text)
        => BinaryPrimitives.WriteInt32LittleEndian(block[lengthAt..], Encoding.UTF8.GetBytes(text, block[textAt..Bytes]));

    public static string ReadText(ReadOnlySpan<byte> block, int lengthAt, int textAt)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(block[lengthAt..]);
        return Encoding.UTF8.GetString(block.Slice(textAt, Math.Clamp(length, 0, Bytes - textAt)));
    }

    private static uint Checksum(ReadOnlySpan<byte> block) => Crc32C.Append(Crc32C.Compute(block[..ChecksumAt]), block[ContentAt..Bytes]);
}
