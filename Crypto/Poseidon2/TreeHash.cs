using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollup.Crypto;

/// <summary>node(l, r) = first4(P(l ‖ r)) + l: the two-to-one hash of every Poseidon2 tree.</summary>
/// <remarks>
/// Without the added l the truncated permutation could be inverted and would be neither one-way nor collision resistant.
/// Nodes carry no tag: depth is fixed wherever they are used.
/// </remarks>
public static class TreeHash
{
    private const int StateWidth = 8;

    /// <summary>Pairs per kernel call: four groups of lanes, which the kernel interleaves.</summary>
    private const int ChunkPairs = 4 * Poseidon2.Lanes;

    public static Digest Node(Digest left, Digest right)
    {
        Span<Goldilocks> state = stackalloc Goldilocks[StateWidth];
        left.CopyTo(state);
        right.CopyTo(state[4..]);
        Poseidon2.Permute8(state);
        return new(state[0] + left.E0, state[1] + left.E1, state[2] + left.E2, state[3] + left.E3);
    }

    /// <summary>One level of a tree: parents[i] = node(children[2i], children[2i + 1]).</summary>
    /// <param name="children">Twice as many as <paramref name="parents"/>; the two may not overlap.</param>
    public static void Nodes(ReadOnlySpan<Digest> children, Span<Digest> parents) => Nodes(children, parents, VectorPaths.Active);

    public static void Nodes(ReadOnlySpan<Digest> children, Span<Digest> parents, VectorPath path)
    {
        if (children.Length != 2 * parents.Length)
        {
            throw new ArgumentException($"Expected {2 * parents.Length} children for {parents.Length} parents; got {children.Length}.", nameof(children));
        }

        if (path == VectorPath.Scalar)
        {
            for (int i = 0; i < parents.Length; i++)
            {
                parents[i] = Node(children[2 * i], children[2 * i + 1]);
            }

            return;
        }

        while (parents.Length > 0)
        {
            int count = Math.Min(ChunkPairs, parents.Length);
            NodesInGroups(children[..(2 * count)], parents[..count], path);
            children = children[(2 * count)..];
            parents = parents[count..];
        }
    }

    /// <summary>Up to <see cref="ChunkPairs"/> pairs; unused lanes of the last group compute on zeros.</summary>
    [SkipLocalsInit]
    private static unsafe void NodesInGroups(ReadOnlySpan<Digest> children, Span<Digest> parents, VectorPath path)
    {
        const int block = StateWidth * Poseidon2.Lanes;
        Goldilocks* memory = stackalloc Goldilocks[(ChunkPairs + Poseidon2.Lanes) * StateWidth];
        Goldilocks* groups = (Goldilocks*)(((nuint)memory + 63) & ~(nuint)63);
        int groupCount = (parents.Length + Poseidon2.Lanes - 1) / Poseidon2.Lanes;

        ReadOnlySpan<Goldilocks> pairs = MemoryMarshal.Cast<Digest, Goldilocks>(children);
        Goldilocks* last = stackalloc Goldilocks[block];
        fixed (Goldilocks* source = pairs)
        {
            for (int group = 0; group < groupCount; group++)
            {
                Goldilocks* rows = source + group * block;
                if (pairs.Length < (group + 1) * block)
                {
                    new Span<Goldilocks>(last, block).Clear();
                    pairs[(group * block)..].CopyTo(new(last, block));
                    rows = last;
                }

                LaneTranspose.Transpose(rows, StateWidth, groups + group * block, path);
            }
        }

        Poseidon2.Permute8Many(new(groups, groupCount * block), path);
        for (int i = 0; i < parents.Length; i++)
        {
            Goldilocks* lane = groups + i / Poseidon2.Lanes * block + i % Poseidon2.Lanes;
            Digest left = children[2 * i];
            parents[i] = new(lane[0] + left.E0, lane[8] + left.E1, lane[16] + left.E2, lane[24] + left.E3);
        }
    }
}
