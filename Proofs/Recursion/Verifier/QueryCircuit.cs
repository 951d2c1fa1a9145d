using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary>What all queries of one proof check against.</summary>
internal sealed record QueryContext
{
    public required OpeningPlan Plan { get; init; }

    /// <summary>The root of each round's tree.</summary>
    public required Wire[] Roots { get; init; }

    public required CircuitValue Alpha { get; init; }

    /// <summary>Tallest first.</summary>
    public required DeepCircuit[] Heights { get; init; }

    public required Wire[] Layers { get; init; }

    public required CircuitValue[] Betas { get; init; }

    public required CircuitValue[] FinalPolynomial { get; init; }

    /// <summary>As <see cref="VerifierCircuit.Omits"/>.</summary>
    public required Predicate<string> Omits { get; init; }
}

/// <summary>One query, from the opened rows down to the final polynomial.</summary>
internal sealed class QueryCircuit(CircuitBuilder builder, QueryContext context, BitDecomposition position)
{
    private static readonly Dictionary<int, Wire> NothingInjected = [];

    private FoldingSchedule Schedule => context.Plan.Schedule;

    public void Check()
    {
        CircuitValue point = position.Point();
        Wire[] roots = [.. Schedule.Rounds.Select(round => position.Root(Schedule.LogLength - round.LogLength, round.LogArity))];
        Wire[] indices = [.. IndexShifts().Select(position.Index)];
        Queue<Wire> nextIndex = new(indices);
        position.Finish();

        // The rows, and each height's codeword.
        Dictionary<(int Round, int LogRowCount), CircuitValue> sums = [];
        for (int round = 0; round < context.Roots.Length; round++)
        {
            OpenRows(round, nextIndex.Dequeue(), sums);
        }

        Queue<CircuitValue> codewords = new(context.Heights.Select(height => Codeword(height, point, sums)));

        // The folding rounds.
        CircuitValue current = codewords.Dequeue();
        CircuitValue inverse = builder.Divide(Goldilocks.One, point);
        Queue<DeepCircuit> joining = new(context.Heights.Skip(1));
        foreach ((int index, FoldingRound round) in Schedule.Rounds.Index())
        {
            CircuitValue beta = context.Betas[index];
            CircuitValue factor = beta * Powers.AsWire(builder, builder.ValueOf(roots[index]) * inverse);
            (Wire leaf, CircuitValue folded) = builder.Leaf(
                GoldilocksCubic.Degree * round.Arity, ColumnKind.Cubic, factor, roots[index], Bound($"value in layer {index}", current.ToWire(builder)));
            Wire leafIndex = nextIndex.Dequeue();
            builder.Path(leaf, leafIndex, round.LogFoldedLength, NothingInjected, Bound($"leaf of layer {index}", context.Layers[index]));

            current = folded;
            inverse = Powers.SquareTimes(builder, inverse, round.LogArity);
            if (joining.TryPeek(out DeepCircuit? next) && next.LogHeight + context.Plan.Parameters.LogBlowup == round.LogFoldedLength)
            {
                joining.Dequeue();
                current = Powers.AsWire(builder, folded + Powers.Pow(builder, beta, round.Arity) * codewords.Dequeue());
            }
        }

        CheckFinal(current, point);
    }

    /// <summary>Which numbers the position is needed as: the leaf of each round's tree, then of each layer's.</summary>
    private IEnumerable<int> IndexShifts() =>
    [
        .. context.Plan.Trees.Select(tree => Schedule.LogLength - tree.LogLeafCount),
        .. Schedule.Rounds.Select(round => Schedule.LogLength - round.LogFoldedLength),
    ];

    private void OpenRows(int round, Wire index, Dictionary<(int Round, int LogRowCount), CircuitValue> sums)
    {
        TreeShape tree = context.Plan.Trees[round];
        ColumnKind kind = context.Plan.Shapes[round][0].Kind;
        Dictionary<int, Wire> leaves = [];
        foreach (TreeLevel level in tree.Levels)
        {
            (leaves[level.LogRowCount], sums[(round, level.LogRowCount)]) = builder.Leaf(level.Width, kind, context.Alpha);
        }

        leaves.Remove(tree.LogLeafCount, out Wire tallest);
        builder.Path(tallest, index, tree.LogLeafCount, leaves, Bound($"rows of round {round}", context.Roots[round]));
    }

    private CircuitValue Codeword(DeepCircuit height, CircuitValue point, Dictionary<(int Round, int LogRowCount), CircuitValue> sums)
    {
        int logLength = height.LogHeight + context.Plan.Parameters.LogBlowup;
        Dictionary<int, CircuitValue> ofHeight = sums.Where(sum => sum.Key.LogRowCount == logLength).ToDictionary(sum => sum.Key.Round, sum => sum.Value);
        return height.Codeword(ofHeight, Powers.SquareTimes(builder, point, Schedule.LogLength - logLength));
    }

    private void CheckFinal(CircuitValue value, CircuitValue point)
    {
        int logLength = Schedule.LogFinalLength + context.Plan.Parameters.LogBlowup;
        CircuitValue last = Powers.SquareTimes(builder, point, Schedule.LogLength - logLength);
        CircuitValue expected = default;
        foreach (CircuitValue coefficient in context.FinalPolynomial.Reverse())
        {
            expected = expected * last + coefficient;
        }

        if (!context.Omits("final value"))
        {
            builder.AssertEqual(expected, value);
        }
    }

    /// <summary>The wire that something must come to, or any other where that check is left out.</summary>
    private Wire Bound(string check, Wire wire) => context.Omits(check) ? builder.NewWire() : wire;
}
