using System.Buffers;
using System.Buffers.Binary;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Serialization;

/// <summary>Writes proofs: every number big-endian, field elements as their 8 canonical bytes.</summary>
public sealed class ProofWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void WriteByte(byte value) => Append(1)[0] = value;

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Append(sizeof(ushort)), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Append(sizeof(uint)), value);

    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Append(sizeof(ulong)), value);

    public void Write(Goldilocks element) => WriteUInt64(element.Value);

    public void Write(GoldilocksCubic element)
    {
        Write(element.C0);
        Write(element.C1);
        Write(element.C2);
    }

    public void Write(ReadOnlySpan<Goldilocks> elements)
    {
        foreach (Goldilocks element in elements)
        {
            Write(element);
        }
    }

    public void Write(ReadOnlySpan<GoldilocksCubic> elements)
    {
        foreach (GoldilocksCubic element in elements)
        {
            Write(element);
        }
    }

    public void Write(MerkleDigest digest) => digest.Write(Append(MerkleDigest.ByteCount));

    public void Write(ReadOnlySpan<MerkleDigest> digests)
    {
        foreach (MerkleDigest digest in digests)
        {
            Write(digest);
        }
    }

    /// <summary>The nodes of the cap; how many they are follows from the shape.</summary>
    public void Write(Commitment commitment) => Write(commitment.Cap.AsSpan());

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private Span<byte> Append(int count)
    {
        Span<byte> span = _bytes.GetSpan(count)[..count];
        _bytes.Advance(count);
        return span;
    }
}
