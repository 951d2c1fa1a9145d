namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Opened rows of a tree, by height, tallest first, and its digests: section 4.</summary>
internal sealed record PlainOpening(ulong[][][] Rows, PlainDigest[] Digests);

/// <summary>A tree over matrices of 2^height rows each; section 4.</summary>
internal sealed class PlainTree
{
    private readonly (int LogHeight, int Width)[] _matrices;
    private readonly bool _isKeccak;

    public PlainTree(PlainParameters parameters, params (int LogHeight, int Width)[] matrices)
    {
        (_matrices, _isKeccak) = (matrices, parameters.IsKeccak);
        LogCap = Math.Min(parameters.CapHeight, LogHeights[^1]);
    }

    /// <summary>The distinct heights, tallest first.</summary>
    public int[] LogHeights => [.. _matrices.Select(matrix => matrix.LogHeight).Distinct().OrderDescending()];

    public int LogLeaves => LogHeights[0];

    public int LogCap { get; }

    public int JoinedWidth(int logHeight) => _matrices.Where(matrix => matrix.LogHeight == logHeight).Sum(matrix => matrix.Width);

    /// <summary>A matrix's part of an opened row.</summary>
    public ulong[] RowOf(int matrix, ulong[] joined)
    {
        int height = _matrices[matrix].LogHeight;
        int start = _matrices.Take(matrix).Where(other => other.LogHeight == height).Sum(other => other.Width);
        return joined[start..(start + _matrices[matrix].Width)];
    }

    public PlainOpening Read(PlainReader reader, int queries) => new(
        [.. LogHeights.Select(height => Enumerable.Range(0, reader.Count(queries)).Select(_ => reader.Elements(JoinedWidth(height))).ToArray())],
        ReadDigests(reader, queries));

    public PlainDigest[] ReadDigests(PlainReader reader, int queries) => reader.Digests(reader.Count(queries * (LogLeaves - LogCap)));

    /// <summary>Whether the rows and digests lead from the leaves (distinct, ascending) to the commitment.</summary>
    public bool Accepts(PlainDigest[] commitment, int[] leaves, PlainOpening opening)
    {
        for (int height = 0; height < LogHeights.Length; height++)
        {
            if (opening.Rows[height].Length != leaves.Select(leaf => leaf >> (LogLeaves - LogHeights[height])).Distinct().Count())
            {
                return false;
            }
        }

        Queue<PlainDigest> digests = new(opening.Digests);
        Dictionary<int, PlainDigest> nodes = leaves.Zip(opening.Rows[0]).ToDictionary(leaf => leaf.First, leaf => PlainHash.Leaf(_isKeccak, leaf.Second));
        for (int layer = LogLeaves - 1; layer >= LogCap; layer--)
        {
            Dictionary<int, PlainDigest> parents = [];
            foreach (int node in nodes.Keys.Order())
            {
                if (parents.ContainsKey(node / 2))
                {
                    continue;
                }

                if (!nodes.TryGetValue(node ^ 1, out PlainDigest neighbour) && !digests.TryDequeue(out neighbour))
                {
                    return false;
                }

                parents[node / 2] = node % 2 == 0
                    ? PlainHash.Node(_isKeccak, nodes[node], neighbour)
                    : PlainHash.Node(_isKeccak, neighbour, nodes[node]);
            }

            int joining = Array.IndexOf(LogHeights, layer);
            if (joining > 0)
            {
                foreach ((int parent, ulong[] row) in parents.Keys.Order().Zip(opening.Rows[joining]).ToArray())
                {
                    parents[parent] = PlainHash.Node(_isKeccak, parents[parent], PlainHash.Leaf(_isKeccak, row));
                }
            }

            nodes = parents;
        }

        return digests.Count == 0 && nodes.All(node => commitment[node.Key] == node.Value);
    }
}
