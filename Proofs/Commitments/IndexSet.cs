namespace Rollup.Proofs.Commitments;

/// <summary>Sorted, distinct node indices of one tree layer, and the way up from them.</summary>
internal static class IndexSet
{
    public static int[] Of(IEnumerable<int> indices) => [.. indices.Distinct().Order()];

    /// <summary>The indices <paramref name="layers"/> layers up.</summary>
    public static int[] Ancestors(ReadOnlySpan<int> indices, int layers)
    {
        List<int> ancestors = new(indices.Length);
        foreach (int index in indices)
        {
            int ancestor = index >> layers;
            if (ancestors.Count == 0 || ancestors[^1] != ancestor)
            {
                ancestors.Add(ancestor);
            }
        }

        return [.. ancestors];
    }

    /// <summary>Whether the node at <paramref name="position"/> and its sibling are both in the set.</summary>
    /// <remarks>The left one of such a pair comes first, so a walk steps over the right one.</remarks>
    public static bool IsPairedAt(ReadOnlySpan<int> indices, int position) =>
        position + 1 < indices.Length && indices[position + 1] == (indices[position] ^ 1);

    /// <summary>How many siblings an opening at <paramref name="indices"/> carries from the leaves to the cap.</summary>
    public static int CountSiblings(ReadOnlySpan<int> indices, int layers)
    {
        int count = 0;
        for (int layer = 0; layer < layers; layer++)
        {
            int[] parents = Ancestors(indices, 1);
            count += 2 * parents.Length - indices.Length;
            indices = parents;
        }

        return count;
    }
}
