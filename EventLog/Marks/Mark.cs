using System.Buffers.Binary;
using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Marks;

/// <summary>The highest number for which a signature may have left, and the hash of what was signed.</summary>
/// <param name="Number">-1 before the first.</param>
/// <param name="Hash">At most <see cref="MaxHashBytes"/>.</param>
public sealed record Mark(long Number, ReadOnlyMemory<byte> Hash)
{
    public const int MaxHashBytes = 64;

    internal const int MaxIdentityBytes = SealedBlock.Bytes - IdentityAt;

    private const int FormatVersion = 1;

    private const int GenerationAt = SealedBlock.ContentAt;
    private const int NumberAt = 24;
    private const int HashLengthAt = 32;
    private const int IdentityLengthAt = 36;
    private const int HashAt = 40;
    private const int IdentityAt = HashAt + MaxHashBytes;

    private static ReadOnlySpan<byte> Magic => "ROLLUPHW"u8;

    internal static Mark None { get; } = new(-1, default);

    /// <param name="generation">Counts the writes; the slot with the higher one is current.</param>
    internal byte[] Encode(long generation, string identity)
    {
        byte[] block = new byte[SealedBlock.Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(GenerationAt), generation);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(NumberAt), Number);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(HashLengthAt), Hash.Length);
        Hash.Span.CopyTo(block.AsSpan(HashAt));
        SealedBlock.WriteText(block, IdentityLengthAt, IdentityAt, identity);
        SealedBlock.Seal(block, Magic, FormatVersion);
        return block;
    }

    /// <summary>Reads a slot; null when it is not whole.</summary>
    internal static MarkSlot? Read(string file, byte[] block)
    {
        if (SealedBlock.Problem(file, block, Magic, FormatVersion, out _) is not null)
        {
            return null;
        }

        int hashBytes = Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(HashLengthAt)), 0, MaxHashBytes);
        var mark = new Mark(BinaryPrimitives.ReadInt64LittleEndian(block.AsSpan(NumberAt)), block.AsMemory(HashAt, hashBytes));
        return new(mark, BinaryPrimitives.ReadInt64LittleEndian(block.AsSpan(GenerationAt)), SealedBlock.ReadText(block, IdentityLengthAt, IdentityAt));
    }
}
