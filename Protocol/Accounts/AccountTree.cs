using System.Buffers;
using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>The binary tree of depth 32 over all account leaves. Knows digests only; the accounts are the caller's.</summary>
public sealed class AccountTree
{
    /// <summary>Nodes hashed at once: enough for every vector width, few enough to stay in the first-level cache.</summary>
    private const int ChunkSize = 256;

    private readonly TreeLevel[] _levels = CreateLevels();

    /// <summary>The root of the tree in which no leaf was ever opened.</summary>
    public static Digest EmptyRoot => EmptySubtrees.AtHeight(ProtocolLimits.AccountTreeDepth);

    public Digest Root => _levels[ProtocolLimits.AccountTreeDepth][0];

    /// <summary>Sets leaves and recomputes every node above them once, however many leaves share it.</summary>
    /// <param name="updates">At most one per leaf, in ascending order of index.</param>
    /// <exception cref="ArgumentException">The indices do not ascend strictly.</exception>
    public void Update(ReadOnlySpan<LeafUpdate> updates)
    {
        if (updates.IsEmpty)
        {
            return;
        }

        uint[] indices = ArrayPool<uint>.Shared.Rent(updates.Length);
        SetLeaves(updates, indices);
        int count = updates.Length;
        for (int height = 1; height <= ProtocolLimits.AccountTreeDepth; height++)
        {
            count = MoveToParents(indices, count);
            HashParents(_levels[height - 1], _levels[height], indices.AsSpan(0, count));
        }

        ArrayPool<uint>.Shared.Return(indices);
    }

    public MerklePath GetPath(LeafIndex index)
    {
        var siblings = new Digest[ProtocolLimits.AccountTreeDepth];
        for (int height = 0; height < siblings.Length; height++)
        {
            siblings[height] = _levels[height][index.Value >> height ^ 1];
        }

        return new(index, siblings);
    }

    private void SetLeaves(ReadOnlySpan<LeafUpdate> updates, uint[] indices)
    {
        Digest[] digests = ArrayPool<Digest>.Shared.Rent(ChunkSize);
        for (int start = 0; start < updates.Length; start += ChunkSize)
        {
            ReadOnlySpan<LeafUpdate> chunk = updates.Slice(start, Math.Min(ChunkSize, updates.Length - start));
            LeafHashing.Hash(chunk, digests.AsSpan(0, chunk.Length));
            for (int i = 0; i < chunk.Length; i++)
            {
                uint index = chunk[i].Index.Value;
                if (start + i > 0 && index <= indices[start + i - 1])
                {
                    throw new ArgumentException($"Leaf {index} follows leaf {indices[start + i - 1]}: indices must ascend.", nameof(updates));
                }

                indices[start + i] = index;
                _levels[0][index] = digests[i];
            }
        }

        ArrayPool<Digest>.Shared.Return(digests);
    }

    /// <summary>Replaces ascending indices by their parents', each once.</summary>
    private static int MoveToParents(uint[] indices, int count)
    {
        int parents = 0;
        for (int i = 0; i < count; i++)
        {
            uint parent = indices[i] >> 1;
            if (parents == 0 || indices[parents - 1] != parent)
            {
                indices[parents++] = parent;
            }
        }

        return parents;
    }

    private static void HashParents(TreeLevel children, TreeLevel parents, ReadOnlySpan<uint> indices)
    {
        Digest[] pairs = ArrayPool<Digest>.Shared.Rent(2 * ChunkSize);
        Digest[] nodes = ArrayPool<Digest>.Shared.Rent(ChunkSize);
        for (int start = 0; start < indices.Length; start += ChunkSize)
        {
            ReadOnlySpan<uint> chunk = indices.Slice(start, Math.Min(ChunkSize, indices.Length - start));
            for (int i = 0; i < chunk.Length; i++)
            {
                pairs[2 * i] = children[2 * chunk[i]];
                pairs[2 * i + 1] = children[2 * chunk[i] + 1];
            }

            TreeHash.Nodes(pairs.AsSpan(0, 2 * chunk.Length), nodes.AsSpan(0, chunk.Length));
            for (int i = 0; i < chunk.Length; i++)
            {
                parents[chunk[i]] = nodes[i];
            }
        }

        ArrayPool<Digest>.Shared.Return(pairs);
        ArrayPool<Digest>.Shared.Return(nodes);
    }

    private static TreeLevel[] CreateLevels()
    {
        var levels = new TreeLevel[ProtocolLimits.AccountTreeDepth + 1];
        for (int height = 0; height < levels.Length; height++)
        {
            levels[height] = new(height);
        }

        return levels;
    }
}
