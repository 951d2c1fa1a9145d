using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Serialization;

/// <summary>Reads what <see cref="ProofWriter"/> wrote, strictly: one value has one encoding.</summary>
/// <remarks>
/// Lists are read by the count the caller expects, and memory is taken only after enough bytes are seen to be there.
/// Every method throws <see cref="ProofFormatException"/> with the byte's position; the outermost reader turns that into
/// a refusal.
/// </remarks>
public ref struct ProofReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly int Remaining => _bytes.Length - _position;

    public byte ReadByte(string what) => Take(1, what)[0];

    public ushort ReadUInt16(string what) => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort), what));

    public uint ReadUInt32(string what) => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint), what));

    public ulong ReadUInt64(string what) => BinaryPrimitives.ReadUInt64BigEndian(Take(sizeof(ulong), what));

    /// <summary>A count that must not be above <paramref name="max"/>.</summary>
    public int ReadCount(int max, string what)
    {
        uint count = ReadUInt32(what);
        return count <= (uint)max ? (int)count : throw Fail($"{what} is {count}, at most {max} was expected");
    }

    public Goldilocks ReadElement(string what) =>
        Goldilocks.TryFromCanonical(ReadUInt64(what), out Goldilocks element) ? element : throw Fail($"{what} is not below the modulus");

    public GoldilocksCubic ReadCubic(string what) => new(ReadElement(what), ReadElement(what), ReadElement(what));

    public ImmutableArray<Goldilocks> ReadElements(int count, string what)
    {
        Goldilocks[] elements = new Goldilocks[Expect(count, sizeof(ulong), what)];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = ReadElement(what);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(elements);
    }

    public ImmutableArray<GoldilocksCubic> ReadCubics(int count, string what)
    {
        GoldilocksCubic[] elements = new GoldilocksCubic[Expect(count, GoldilocksCubic.Degree * sizeof(ulong), what)];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = ReadCubic(what);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(elements);
    }

    public ImmutableArray<MerkleDigest> ReadDigests(MerkleHash hash, int count, string what)
    {
        MerkleDigest[] digests = new MerkleDigest[Expect(count, MerkleDigest.ByteCount, what)];
        for (int i = 0; i < digests.Length; i++)
        {
            digests[i] = MerkleDigest.Read(Take(MerkleDigest.ByteCount, what));
            if (!hash.IsCanonical(digests[i]))
            {
                throw Fail($"{what} has a word that is not below the modulus");
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(digests);
    }

    public Commitment ReadCommitment(MerkleHash hash, int capHeight, string what) => new(ReadDigests(hash, 1 << capHeight, what));

    /// <summary>Refuses trailing bytes.</summary>
    public readonly void Finish()
    {
        if (Remaining != 0)
        {
            throw Fail($"{Remaining} bytes follow the end of the proof");
        }
    }

    private readonly int Expect(int count, int size, string what) => (long)count * size <= Remaining
        ? count
        : throw Fail($"{what} needs {(long)count * size} bytes, {Remaining} are left");

    private ReadOnlySpan<byte> Take(int count, string what)
    {
        if (count > Remaining)
        {
            throw Fail($"{what} needs {count} bytes, {Remaining} are left");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    private readonly ProofFormatException Fail(string reason) => new($"at byte {_position}: {reason}");
}
