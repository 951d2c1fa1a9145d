using System.Buffers.Binary;
using System.Globalization;
using Rollup.Crypto;

namespace Rollup.Proofs.Commitments;

/// <summary>32 bytes out of a tree's hash, as four words that are written big-endian, word 0 first.</summary>
/// <remarks>
/// Of Poseidon2 they are field elements, so this is the same encoding as <see cref="Digest"/>; of Keccak-256 they are
/// any bytes. <see cref="MerkleHash.IsCanonical"/> tells whether a digest from outside can belong to a tree.
/// </remarks>
public readonly record struct MerkleDigest(ulong W0, ulong W1, ulong W2, ulong W3)
{
    public const int ByteCount = 32;

    public static MerkleDigest From(Digest digest) => new(digest.E0.Value, digest.E1.Value, digest.E2.Value, digest.E3.Value);

    /// <summary>Reads 32 bytes.</summary>
    public static MerkleDigest Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    /// <summary>Writes 32 bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, W0);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], W1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], W2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], W3);
    }

    /// <summary>The digest as field elements.</summary>
    /// <exception cref="InvalidOperationException">A word is not below p: the digest is not one of Poseidon2.</exception>
    public Digest ToDigest()
    {
        if (W0 >= Goldilocks.Modulus || W1 >= Goldilocks.Modulus || W2 >= Goldilocks.Modulus || W3 >= Goldilocks.Modulus)
        {
            throw new InvalidOperationException($"{this} is not a digest of field elements.");
        }

        return new(W0, W1, W2, W3);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{W0:x16}{W1:x16}{W2:x16}{W3:x16}");
}
