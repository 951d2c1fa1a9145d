using Rollup.Crypto;
using Rollup.Protocol;

namespace Rollup.Auditor.Replay;

/// <summary>The account tree: depth 32, of which only the nodes above leaves that were written are kept.</summary>
internal sealed class StateTree
{
    private const int Depth = 32;

    /// <summary>Nodes by position, one table per height; height 0 holds leaf digests.</summary>
    private readonly Dictionary<uint, Digest>[] _levels = [.. Enumerable.Range(0, Depth + 1).Select(_ => new Dictionary<uint, Digest>())];

    /// <summary>Digest of a subtree without any leaf, by height.</summary>
    private readonly Digest[] _empty = new Digest[Depth + 1];

    public StateTree()
    {
        _empty[0] = default(Leaf).Hash();
        for (int height = 1; height <= Depth; height++)
        {
            _empty[height] = TreeHash.Node(_empty[height - 1], _empty[height - 1]);
        }
    }

    public Digest Root => NodeAt(Depth, 0);

    /// <summary>Writes leaves and every node above them, height by height, so that shared ancestors are hashed once.</summary>
    public void Write(IReadOnlyDictionary<uint, Leaf> leaves)
    {
        foreach ((uint index, Leaf leaf) in leaves)
        {
            _levels[0][index] = leaf.Hash();
        }

        uint[] touched = [.. leaves.Keys];
        for (int height = 1; height <= Depth; height++)
        {
            touched = [.. touched.Select(index => index >> 1).Distinct()];
            Hash(height, touched);
        }
    }

    private void Hash(int height, uint[] parents)
    {
        Digest[] children = new Digest[2 * parents.Length];
        for (int i = 0; i < parents.Length; i++)
        {
            children[2 * i] = NodeAt(height - 1, 2 * parents[i]);
            children[2 * i + 1] = NodeAt(height - 1, 2 * parents[i] + 1);
        }

        Digest[] hashed = new Digest[parents.Length];
        TreeHash.Nodes(children, hashed);
        for (int i = 0; i < parents.Length; i++)
        {
            _levels[height][parents[i]] = hashed[i];
        }
    }

    private Digest NodeAt(int height, uint index) => _levels[height].TryGetValue(index, out Digest node) ? node : _empty[height];
}
