using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Commitments;

/// <summary>The prover's side of a commitment to matrices of several heights.</summary>
/// <remarks>
/// The leaves hash the rows of the tallest matrices. Going up, a layer as long as a shorter matrix takes that matrix in:
/// node ← compress(compress(left, right), leaf over the shorter rows). Specification, "Trees".
/// </remarks>
internal sealed unsafe class MerkleTree : IDisposable
{
    /// <summary>Nodes hashed by one work item: large against its overhead, small against a layer.</summary>
    private const int Grain = 512;

    private readonly TreeShape _shape;
    private readonly LeafSource[] _sources;
    private readonly NativeBuffer _nodes;

    private MerkleTree(TreeShape shape, LeafSource[] sources)
    {
        _shape = shape;
        _sources = sources;

        // All layers, leaves first: fewer than twice as many digests as leaves.
        _nodes = NativeBuffer.Uninitialized(2L * MerkleDigest.ByteCount / sizeof(ulong) << shape.LogLeafCount);
    }

    public Commitment Commitment => new([.. Layer(_shape.LogLeafCount - _shape.CapHeight)]);

    /// <param name="sources">
    /// Where the rows of each matrix lie, in the order of commitment; kept for openings, so the matrices must outlive the tree.
    /// </param>
    public static MerkleTree Build(MerkleHash hash, TreeShape shape, LeafSource[] sources, Workers workers)
    {
        MerkleTree tree = new(shape, sources);
        tree.HashLeaves(hash, workers);
        for (int layer = 1; layer <= shape.LogLeafCount - shape.CapHeight; layer++)
        {
            tree.HashLayer(hash, layer, workers);
        }

        return tree;
    }

    /// <summary>Opens the tree at leaves, given in ascending order without repetition.</summary>
    public MerkleOpening Open(ReadOnlySpan<int> leaves)
    {
        ImmutableArray<MerkleDigest>.Builder siblings = ImmutableArray.CreateBuilder<MerkleDigest>();
        int[] indices = leaves.ToArray();
        for (int layer = 0; layer < _shape.LogLeafCount - _shape.CapHeight; layer++)
        {
            ReadOnlySpan<MerkleDigest> nodes = Layer(layer);
            for (int i = 0; i < indices.Length; i++)
            {
                if (IndexSet.IsPairedAt(indices, i))
                {
                    i++;
                }
                else
                {
                    siblings.Add(nodes[indices[i] ^ 1]);
                }
            }

            indices = IndexSet.Ancestors(indices, 1);
        }

        return new([.. OpenRows(leaves)], siblings.ToImmutable());
    }

    public void Dispose() => _nodes.Dispose();

    private List<ImmutableArray<Goldilocks>> OpenRows(ReadOnlySpan<int> leaves)
    {
        List<ImmutableArray<Goldilocks>> rows = [];
        foreach (TreeLevel level in _shape.Levels)
        {
            int[] indices = IndexSet.Ancestors(leaves, _shape.LogLeafCount - level.LogRowCount);
            Goldilocks[] values = new Goldilocks[indices.Length * level.Width];
            int at = 0;
            foreach (int index in indices)
            {
                foreach (int matrix in level.Matrices)
                {
                    _sources[matrix].CopyRow(index, values.AsSpan(at));
                    at += _sources[matrix].Width;
                }
            }

            rows.Add(ImmutableCollectionsMarshal.AsImmutableArray(values));
        }

        return rows;
    }

    private void HashLeaves(MerkleHash hash, Workers workers)
    {
        LeafSource[] sources = SourcesOf(_shape.Levels[0]);
        workers.ForRanges(1 << _shape.LogLeafCount, Grain, (_, start, end) =>
            hash.HashLeaves(workers.Path, sources, start, Layer(0)[start..end]));
    }

    private void HashLayer(MerkleHash hash, int layer, Workers workers)
    {
        int logCount = _shape.LogLeafCount - layer;
        TreeLevel? joining = _shape.LevelAt(logCount);
        LeafSource[] sources = joining is null ? [] : SourcesOf(joining);
        workers.ForRanges(1 << logCount, Grain, (_, start, end) =>
        {
            Span<MerkleDigest> parents = Layer(layer)[start..end];
            hash.CompressPairs(workers.Path, Layer(layer - 1)[(2 * start)..(2 * end)], parents);
            if (joining is not null)
            {
                Span<MerkleDigest> leaves = stackalloc MerkleDigest[parents.Length];
                hash.HashLeaves(workers.Path, sources, start, leaves);
                hash.Inject(workers.Path, parents, leaves);
            }
        });
    }

    private LeafSource[] SourcesOf(TreeLevel level) => [.. level.Matrices.Select(matrix => _sources[matrix])];

    /// <summary>Layer 0 are the leaves; layer k has 2^k times fewer nodes.</summary>
    private Span<MerkleDigest> Layer(int layer)
    {
        long leaves = 1L << _shape.LogLeafCount;
        long start = 2 * leaves - (2 * leaves >> layer);
        return new((MerkleDigest*)_nodes.Words + start, (int)(leaves >> layer));
    }
}
