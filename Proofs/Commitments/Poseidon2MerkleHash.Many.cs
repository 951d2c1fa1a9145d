using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Commitments;

/// <summary>Many leaves and nodes at once, in groups of eight, four groups side by side.</summary>
internal sealed unsafe partial class Poseidon2MerkleHash
{
    private const int Lanes = Poseidon2.Lanes;

    /// <summary>The permutation's kernels interleave four groups of eight states.</summary>
    private const int GroupsAtOnce = 4;

    private const int NodeWidth = 8;

    /// <summary>Elements of a digest.</summary>
    private const int DigestWidth = 4;

    [SkipLocalsInit]
    internal override void HashLeaves(VectorPath path, ReadOnlySpan<LeafSource> sources, long firstRow, Span<MerkleDigest> leaves)
    {
        LeafBlocks blocks = new(sources, path);
        Span<Goldilocks> states = stackalloc Goldilocks[GroupsAtOnce * Lanes * Width];
        for (int start = 0; start < leaves.Length; start += GroupsAtOnce * Lanes)
        {
            Span<MerkleDigest> batch = leaves.Slice(start, Math.Min(GroupsAtOnce * Lanes, leaves.Length - start));
            int groupCount = (batch.Length + Lanes - 1) / Lanes;
            Absorb(blocks, path, firstRow + start, batch.Length, states[..(groupCount * Lanes * Width)]);
            Squeeze(path, states, Width, batch);
        }
    }

    [SkipLocalsInit]
    internal override void CompressPairs(VectorPath path, ReadOnlySpan<MerkleDigest> children, Span<MerkleDigest> parents)
    {
        Span<MerkleDigest> padded = stackalloc MerkleDigest[2 * Lanes];
        Span<Goldilocks> states = stackalloc Goldilocks[GroupsAtOnce * Lanes * NodeWidth];
        for (int start = 0; start < parents.Length; start += GroupsAtOnce * Lanes)
        {
            Span<MerkleDigest> batch = parents.Slice(start, Math.Min(GroupsAtOnce * Lanes, parents.Length - start));
            int groupCount = (batch.Length + Lanes - 1) / Lanes;
            for (int group = 0; group < groupCount; group++)
            {
                scoped ReadOnlySpan<MerkleDigest> pairs = children[(2 * (start + group * Lanes))..];
                if (pairs.Length < padded.Length)
                {
                    padded.Clear();
                    pairs.CopyTo(padded);
                    pairs = padded;
                }

                LoadPairs(path, pairs, states.Slice(group * Lanes * NodeWidth, Lanes * NodeWidth));
            }

            CompressStates(path, states[..(groupCount * Lanes * NodeWidth)]);
            Squeeze(path, states, NodeWidth, batch);
        }
    }

    private static void Absorb(LeafBlocks blocks, VectorPath path, long firstRow, int rowCount, Span<Goldilocks> states)
    {
        states.Clear();
        for (int group = 0; group < states.Length; group += Lanes * Width)
        {
            states.Slice(group + Rate * Lanes, Lanes).Fill(LeafTag);
            states.Slice(group + (Rate + 1) * Lanes, Lanes).Fill((ulong)blocks.Width);
        }

        fixed (Goldilocks* words = states)
        {
            for (int block = 0; block < blocks.BlockCount; block++)
            {
                for (int row = 0; row < rowCount; row += Lanes)
                {
                    blocks.Load(block, firstRow + row, rowCount - row, (ulong*)words + row * Width);
                }

                Poseidon2.Permute12Many(states, path);
            }
        }
    }

    private static void LoadPairs(VectorPath path, ReadOnlySpan<MerkleDigest> pairs, Span<Goldilocks> group)
    {
        fixed (MerkleDigest* source = pairs)
        fixed (Goldilocks* lanes = group)
        {
            LaneTranspose.Transpose((Goldilocks*)source, NodeWidth, lanes, path);
        }
    }

    /// <summary>first4(P(l ‖ r)) + l, in place.</summary>
    private static void CompressStates(VectorPath path, Span<Goldilocks> states)
    {
        Span<Goldilocks> left = stackalloc Goldilocks[GroupsAtOnce * Lanes * DigestWidth];
        for (int group = 0; group * Lanes * NodeWidth < states.Length; group++)
        {
            states.Slice(group * Lanes * NodeWidth, Lanes * DigestWidth).CopyTo(left[(group * Lanes * DigestWidth)..]);
        }

        Poseidon2.Permute8Many(states, path);
        for (int group = 0; group * Lanes * NodeWidth < states.Length; group++)
        {
            Span<Goldilocks> digest = states.Slice(group * Lanes * NodeWidth, Lanes * DigestWidth);
            for (int i = 0; i < digest.Length; i++)
            {
                digest[i] += left[group * Lanes * DigestWidth + i];
            }
        }
    }

    /// <summary>Reads the first four elements of each state.</summary>
    private static void Squeeze(VectorPath path, ReadOnlySpan<Goldilocks> states, int width, Span<MerkleDigest> digests)
    {
        Goldilocks* rows = stackalloc Goldilocks[Lanes * LaneTranspose.Size];
        fixed (Goldilocks* words = states)
        {
            for (int i = 0; i < digests.Length; i++)
            {
                if (i % Lanes == 0)
                {
                    LaneTranspose.Transpose(words + i * width, Lanes, rows, path);
                }

                digests[i] = *(MerkleDigest*)(rows + i % Lanes * LaneTranspose.Size);
            }
        }
    }
}
