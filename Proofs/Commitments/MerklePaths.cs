using System.Collections.Immutable;

namespace Rollup.Proofs.Commitments;

/// <summary>What an opening at several leaves says of each of them alone: both children of every node on the ways up.</summary>
internal sealed class MerklePaths
{
    private readonly List<(int[] Parents, MerkleDigest[] Children)> _layers = [];

    /// <summary>Adds the next layer up.</summary>
    /// <param name="children">The left and the right child of each parent in turn.</param>
    public void Add(int[] parents, MerkleDigest[] children) => _layers.Add((parents, children));

    /// <summary>The siblings from a leaf up to the cap. The leaf is one of those that the opening is of.</summary>
    public ImmutableArray<MerkleDigest> SiblingsOf(int leaf)
    {
        ImmutableArray<MerkleDigest>.Builder siblings = ImmutableArray.CreateBuilder<MerkleDigest>(_layers.Count);
        int index = leaf;
        foreach ((int[] parents, MerkleDigest[] children) in _layers)
        {
            int parent = Array.BinarySearch(parents, index >> 1);
            siblings.Add(children[2 * parent + 1 - (index & 1)]);
            index >>= 1;
        }

        return siblings.MoveToImmutable();
    }
}
