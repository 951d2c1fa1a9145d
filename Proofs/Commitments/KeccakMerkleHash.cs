using System.Buffers.Binary;
using Rollup.Crypto;

namespace Rollup.Proofs.Commitments;

/// <summary>Leaf = keccak256(0x00 ‖ row), node = keccak256(0x01 ‖ left ‖ right), elements as 8 big-endian bytes.</summary>
internal sealed partial class KeccakMerkleHash : MerkleHash
{
    public const byte LeafTag = 0;

    public const byte NodeTag = 1;

    private KeccakMerkleHash()
    {
    }

    public static KeccakMerkleHash Instance { get; } = new();

    public override HashFunction Function => HashFunction.Keccak256;

    public override bool IsCanonical(MerkleDigest digest) => true;

    public override MerkleDigest HashLeaf(ReadOnlySpan<Goldilocks> row)
    {
        Keccak256 hash = default;
        hash.Absorb([LeafTag]);
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        foreach (Goldilocks element in row)
        {
            BinaryPrimitives.WriteUInt64BigEndian(word, element.Value);
            hash.Absorb(word);
        }

        return Finish(ref hash);
    }

    public override MerkleDigest Compress(MerkleDigest left, MerkleDigest right)
    {
        Span<byte> message = stackalloc byte[1 + 2 * MerkleDigest.ByteCount];
        message[0] = NodeTag;
        left.Write(message[1..]);
        right.Write(message[(1 + MerkleDigest.ByteCount)..]);
        Keccak256 hash = default;
        hash.Absorb(message);
        return Finish(ref hash);
    }

    private static MerkleDigest Finish(ref Keccak256 hash)
    {
        Span<byte> digest = stackalloc byte[MerkleDigest.ByteCount];
        hash.Finish(digest);
        return MerkleDigest.Read(digest);
    }
}
