using Rollup.Crypto;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary>The batched DEEP quotients of one height: what all queries share, and then the codeword's value at one row.</summary>
/// <remarks>
/// All matrices of a round and height are opened at the same points and take consecutive powers of α, so each leaf needs one
/// sum only: at point p the codeword is Σ over rounds r of α^offset(p, r)·(V(p, r) − S(r)) / (z(p) − x), S(r) = Σ αʲ·fⱼ(x)
/// over the leaf of that round.
/// </remarks>
internal sealed class DeepCircuit
{
    private readonly CircuitBuilder _builder;
    private readonly List<Point> _points = [];

    public DeepCircuit(CircuitBuilder builder, HeightBatch batch, OpenedCircuit opened, CircuitValue zeta, CircuitValue alpha)
    {
        _builder = builder;
        LogHeight = batch.LogHeight;
        CircuitValue next = Powers.AsWire(builder, zeta * Goldilocks.RootOfUnity(batch.LogHeight));
        foreach (IGrouping<int, BatchTerm> point in batch.Terms.GroupBy(term => term.PointIndex))
        {
            List<(int Round, CircuitValue Factor)> rounds = [];
            CircuitValue values = default;
            int first = point.First().Offset;
            foreach (IGrouping<int, BatchTerm> round in point.GroupBy(term => term.Round))
            {
                CircuitValue factor = Powers.Pow(builder, alpha, round.First().Offset - first);
                CircuitValue sum = default;
                foreach (CircuitValue value in round.SelectMany(term => opened.At(term.Round, term.Matrix, term.PointIndex)).Reverse())
                {
                    sum = Powers.AsWire(builder, sum * alpha + value);
                }

                values += factor * sum;
                rounds.Add((round.Key, factor));
            }

            _points.Add(new(point.Key == 0 ? zeta : next, Powers.Pow(builder, alpha, first), Powers.AsWire(builder, values), [.. rounds]));
        }
    }

    public int LogHeight { get; }

    /// <param name="sums">Σ αʲ·fⱼ of each round's leaf at this height; rounds without one are not asked for.</param>
    /// <param name="subgroupPoint">y of the row: the point is x = g·y.</param>
    public CircuitValue Codeword(IReadOnlyDictionary<int, CircuitValue> sums, CircuitValue subgroupPoint)
    {
        CircuitValue codeword = default;
        foreach (Point point in _points)
        {
            CircuitValue numerator = point.Values;
            foreach ((int round, CircuitValue factor) in point.Rounds)
            {
                numerator -= factor * sums[round];
            }

            CircuitValue quotient = _builder.Divide(numerator, point.Z - subgroupPoint * EvaluationDomain.Shift);
            codeword += point.Factor * quotient;
        }

        return Powers.AsWire(_builder, codeword);
    }

    /// <param name="Factor">α to the power of the point's first value.</param>
    /// <param name="Values">Σ αʲ·vⱼ, counted from there.</param>
    private sealed record Point(CircuitValue Z, CircuitValue Factor, CircuitValue Values, (int Round, CircuitValue Factor)[] Rounds);
}
