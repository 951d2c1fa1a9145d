using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Commitments;

/// <summary>Many leaves and nodes at once, in groups of eight, four groups side by side.</summary>
internal sealed unsafe partial class Poseidon2MerkleHash
{
    private const int Lanes = Poseidon2.Lanes;

    /// <summary>The permutation's kernel interleaves four groups of eight states.</summary>
    private const int StatesAtOnce = 4 * Lanes;

    internal override void CompressPairs(VectorPath path, ReadOnlySpan<MerkleDigest> children, Span<MerkleDigest> parents) =>
        TreeHash.Nodes(
            MemoryMarshal.Cast<MerkleDigest, Digest>(children[..(2 * parents.Length)]),
            MemoryMarshal.Cast<MerkleDigest, Digest>(parents),
            path);

    [SkipLocalsInit]
    internal override void HashLeaves(VectorPath path, ReadOnlySpan<LeafSource> sources, long firstRow, Span<MerkleDigest> leaves)
    {
        LeafBlocks blocks = new(sources, path);

        // Aligned to a cache line: the kernel reads and writes whole ones.
        ulong* memory = stackalloc ulong[StatesAtOnce * Width + Lanes];
        Goldilocks* states = (Goldilocks*)(((nuint)memory + 63) & ~(nuint)63);
        for (int start = 0; start < leaves.Length; start += StatesAtOnce)
        {
            Span<MerkleDigest> batch = leaves.Slice(start, Math.Min(StatesAtOnce, leaves.Length - start));
            Absorb(blocks, path, firstRow + start, batch.Length, states);
            Squeeze(states, batch);
        }
    }

    private static void Absorb(LeafBlocks blocks, VectorPath path, long firstRow, int rowCount, Goldilocks* states)
    {
        int groupCount = (rowCount + Lanes - 1) / Lanes;
        Span<Goldilocks> used = new(states, groupCount * Lanes * Width);
        used.Clear();
        for (int group = 0; group < used.Length; group += Lanes * Width)
        {
            used.Slice(group + Rate * Lanes, Lanes).Fill(LeafTag);
            used.Slice(group + (Rate + 1) * Lanes, Lanes).Fill((ulong)blocks.Width);
        }

        for (int block = 0; block < blocks.BlockCount; block++)
        {
            for (int row = 0; row < rowCount; row += Lanes)
            {
                blocks.Load(block, firstRow + row, rowCount - row, (ulong*)states + row * Width);
            }

            Poseidon2.Permute12Many(used, path);
        }
    }

    /// <summary>Reads the first four elements of each state.</summary>
    private static void Squeeze(Goldilocks* states, Span<MerkleDigest> digests)
    {
        for (int i = 0; i < digests.Length; i++)
        {
            ulong* lane = (ulong*)states + i / Lanes * Lanes * Width + i % Lanes;
            digests[i] = new(lane[0], lane[Lanes], lane[2 * Lanes], lane[3 * Lanes]);
        }
    }
}
