using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Serialization;

/// <summary>How many bytes a proof of a program has on average, part by part: positions of queries are random, so paths share more or less.</summary>
/// <param name="Head">Everything before the opening: header, commitments, sums of buses.</param>
/// <param name="Values">Values at the opening points.</param>
/// <param name="Rows">Opened rows of committed matrices.</param>
/// <param name="Paths">Siblings in the trees of matrices.</param>
/// <param name="Folding">Layers, coefficients and siblings of FRI, the final polynomial and the nonces.</param>
public sealed record ExpectedProofSize(double Head, double Values, double Rows, double Paths, double Folding)
{
    private const int CountLength = 4;
    private const int ElementLength = 8;
    private const int CubicLength = 3 * ElementLength;
    private const int MagicLength = 4;
    private const int VersionLength = 2;

    public double Total => Head + Values + Rows + Paths + Folding;

    /// <summary>The size of a proof at these heights.</summary>
    public static ExpectedProofSize Of(StarkProgram program, IReadOnlyList<int> logHeights)
    {
        OpeningLayout layout = new(program, logHeights);
        OpeningPlan plan = layout.PlanAtAnyPoint;
        int queries = program.Parameters.Fri.QueryCount;
        int sums = program.Shapes.Count(shape => shape.Auxiliary.CubicColumns > 0);

        // The preprocessed commitment is the key's.
        IEnumerable<TreeShape> sent = plan.Trees.Skip(program.HasPreprocessed ? 1 : 0);
        return new(
            MagicLength + VersionLength + MerkleDigest.ByteCount + logHeights.Count + sent.Sum(CapLength) + sums * CubicLength,
            layout.OpeningCount * CubicLength,
            plan.Trees.SelectMany(tree => tree.Levels).Sum(level => CountLength + Distinct(level.LogRowCount, queries) * level.Width * ElementLength),
            plan.Trees.Sum(tree => PathsLength(tree, queries)),
            FoldingLength(program.Parameters.Fri, plan.Schedule));
    }

    private static double FoldingLength(FriParameters parameters, FoldingSchedule schedule)
    {
        double length = CubicLength * Math.Pow(2, schedule.LogFinalLength) + NonceChecker.CountFor(parameters, schedule) * ElementLength;
        foreach (FoldingRound round in schedule.Rounds)
        {
            TreeShape tree = OpeningPlan.LayerShapeOf(parameters, round);
            double leaves = Distinct(round.LogFoldedLength, parameters.QueryCount);
            length += CapLength(tree) + CountLength + leaves * (round.Arity - 1) * CubicLength + PathsLength(tree, parameters.QueryCount);
        }

        return length;
    }

    private static double CapLength(TreeShape tree) => Math.Pow(2, tree.CapHeight) * MerkleDigest.ByteCount;

    private static double PathsLength(TreeShape tree, int queries)
    {
        double siblings = 0;
        for (int layer = tree.CapHeight + 1; layer <= tree.LogLeafCount; layer++)
        {
            // A node is sent if its neighbour is on a path and it is not itself.
            double nodes = Math.Pow(2, layer);
            siblings += nodes * (Math.Pow(1 - 1 / nodes, queries) - Math.Pow(1 - 2 / nodes, queries));
        }

        return CountLength + siblings * MerkleDigest.ByteCount;
    }

    /// <summary>The expected number of different ones among as many random nodes of a layer as there are queries.</summary>
    private static double Distinct(int logNodeCount, int queries)
    {
        double nodes = Math.Pow(2, logNodeCount);
        return nodes * (1 - Math.Pow(1 - 1 / nodes, queries));
    }
}
