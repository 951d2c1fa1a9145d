using Rollup.Proofs.Fri;
using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary>The claimed values of all polynomials, as <see cref="OpenedValues"/>: by round, matrix, point, polynomial.</summary>
internal sealed class OpenedCircuit
{
    private readonly Wire[][][][] _wires;
    private readonly CircuitBuilder _builder;

    /// <summary>Reads them from the tape.</summary>
    /// <param name="pointCounts">By round and matrix.</param>
    public OpenedCircuit(CircuitBuilder builder, OpeningPlan plan, int[][] pointCounts)
    {
        _builder = builder;
        _wires =
        [
            .. plan.Shapes.Select((round, r) => (Wire[][][])
            [
                .. round.Select((matrix, m) => (Wire[][])
                [
                    .. Enumerable.Range(0, pointCounts[r][m]).Select(_ => (Wire[])
                        [.. Enumerable.Range(0, matrix.PolynomialCount).Select(_ => builder.Input())]),
                ]),
            ]),
        ];
    }

    /// <summary>In the order in which they are absorbed.</summary>
    public IEnumerable<Wire> All => _wires.SelectMany(round => round).SelectMany(matrix => matrix).SelectMany(point => point);

    /// <summary>One matrix at one of its points; none if it is not opened there.</summary>
    public CircuitValue[] At(int round, int matrix, int point) =>
        point < _wires[round][matrix].Length ? [.. _wires[round][matrix][point].Select(_builder.ValueOf)] : [];
}
