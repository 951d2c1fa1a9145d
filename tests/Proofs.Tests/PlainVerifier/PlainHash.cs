using System.Buffers.Binary;
using Org.BouncyCastle.Crypto.Digests;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>32 bytes as four big-endian words.</summary>
internal readonly record struct PlainDigest(ulong W0, ulong W1, ulong W2, ulong W3)
{
    public ulong[] Words => [W0, W1, W2, W3];

    public static PlainDigest Of(ReadOnlySpan<ulong> words) => new(words[0], words[1], words[2], words[3]);
}

/// <summary>Leaves and nodes of trees: section 3.</summary>
internal static class PlainHash
{
    public static PlainDigest Leaf(bool isKeccak, ulong[] row)
    {
        if (isKeccak)
        {
            return Keccak([0, .. row.SelectMany(BytesOf)]);
        }

        ulong[] state = [0, 0, 0, 0, 0, 0, 0, 0, 0x6C656166, (ulong)row.Length, 0, 0];
        foreach (ulong[] block in row.Chunk(8))
        {
            state = PlainPoseidon2.Width12.Permute([.. block, .. new ulong[8 - block.Length], .. state[8..]]);
        }

        return PlainDigest.Of(state);
    }

    public static PlainDigest Node(bool isKeccak, PlainDigest left, PlainDigest right)
    {
        if (isKeccak)
        {
            return Keccak([1, .. left.Words.SelectMany(BytesOf), .. right.Words.SelectMany(BytesOf)]);
        }

        ulong[] permuted = PlainPoseidon2.Width8.Permute([.. left.Words, .. right.Words]);
        return PlainDigest.Of([.. left.Words.Select((word, i) => PlainField.Add(permuted[i], word))]);
    }

    /// <summary>H of the protocol specification, section 2.</summary>
    public static PlainDigest Sponge(ulong tag, ulong[] elements)
    {
        ulong[] state = [0, 0, 0, 0, tag, (ulong)elements.Length, 0, 0];
        foreach (ulong[] block in elements.Chunk(4))
        {
            state = PlainPoseidon2.Width8.Permute([.. block, .. new ulong[4 - block.Length], .. state[4..]]);
        }

        return PlainDigest.Of(state);
    }

    public static PlainDigest Keccak(byte[] bytes)
    {
        KeccakDigest keccak = new(256);
        keccak.BlockUpdate(bytes, 0, bytes.Length);
        byte[] output = new byte[32];
        keccak.DoFinal(output, 0);
        return PlainDigest.Of([.. output.Chunk(8).Select(word => BinaryPrimitives.ReadUInt64BigEndian(word))]);
    }

    public static byte[] BytesOf(ulong word)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, word);
        return bytes;
    }
}
