using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Symbolic;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary>The claimed values of one table's columns, in this row and the next; empty where it has none.</summary>
internal sealed record TableValues
{
    public required CircuitValue[] Main { get; init; }

    public required CircuitValue[] MainNext { get; init; }

    public required CircuitValue[] Preprocessed { get; init; }

    public required CircuitValue[] PreprocessedNext { get; init; }

    public required CircuitValue[] Auxiliary { get; init; }

    public required CircuitValue[] AuxiliaryNext { get; init; }

    public required CircuitValue[] Quotient { get; init; }

    public required CircuitValue[] Public { get; init; }
}

/// <summary>Step 6 of the verifier for one table: the constraints on the claimed values. <see cref="Verifying.ConstraintChecker"/> in wires.</summary>
internal sealed class TableCircuit(CircuitBuilder builder, TableShape shape, int logHeight, TableValues values)
{
    private readonly AirShape _air = shape.Air;

    /// <param name="challenges">Of the buses; null in a program without any.</param>
    /// <param name="sum">The table's sum, if it has messages.</param>
    public void Check(CircuitValue zeta, CircuitValue alpha, CircuitBusChallenges? challenges, CircuitValue sum)
    {
        CircuitValue zetaToHeight = Powers.SquareTimes(builder, zeta, logHeight);
        CircuitValue vanishing = zetaToHeight - Goldilocks.One;
        CircuitValue[] nodes = Evaluate(zeta, vanishing);

        CircuitValue folded = default;
        foreach (ConstraintShape constraint in _air.Constraints)
        {
            folded = folded * alpha + nodes[constraint.Root];
        }

        foreach (CircuitValue value in BusValues(nodes, challenges, sum))
        {
            folded = folded * alpha + value;
        }

        builder.AssertEqual(folded, vanishing * Quotient(zetaToHeight));
    }

    private CircuitValue[] Evaluate(CircuitValue zeta, CircuitValue vanishing)
    {
        Goldilocks step = Goldilocks.RootOfUnity(logHeight);
        Goldilocks height = new(1UL << logHeight);
        CircuitValue[] nodes = new CircuitValue[_air.Graph.Nodes.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            GraphNode node = _air.Graph.Nodes[i];
            nodes[i] = node.Kind switch
            {
                SymbolicKind.Constant => new Goldilocks(node.Left),
                SymbolicKind.Main => values.Main[node.Left],
                SymbolicKind.MainNext => values.MainNext[node.Left],
                SymbolicKind.Preprocessed => values.Preprocessed[node.Left],
                SymbolicKind.PreprocessedNext => values.PreprocessedNext[node.Left],
                SymbolicKind.Public => values.Public[node.Left],
                SymbolicKind.IsFirstRow => builder.Divide(vanishing, (zeta - Goldilocks.One) * height),
                SymbolicKind.IsLastRow => builder.Divide(vanishing, (zeta * step - Goldilocks.One) * height),
                SymbolicKind.IsTransition => zeta - step.Inverse(),
                SymbolicKind.Add => nodes[node.Left] + nodes[node.Right],
                SymbolicKind.Subtract => nodes[node.Left] - nodes[node.Right],
                SymbolicKind.Multiply => nodes[node.Left] * nodes[node.Right],
                SymbolicKind.Negate => -nodes[node.Left],
                _ => throw new InvalidOperationException($"{_air.Name} has a node of kind {node.Kind}."),
            };
        }

        return nodes;
    }

    private CircuitValue[] BusValues(CircuitValue[] nodes, CircuitBusChallenges? challenges, CircuitValue sum)
    {
        ImmutableArray<InteractionShape> interactions = _air.Interactions;
        if (interactions.IsEmpty)
        {
            return [];
        }

        CircuitValue[] multiplicities = new CircuitValue[interactions.Length];
        CircuitValue[] fingerprints = new CircuitValue[interactions.Length];
        for (int i = 0; i < interactions.Length; i++)
        {
            CircuitValue multiplicity = nodes[interactions[i].Multiplicity];
            multiplicities[i] = interactions[i].Flow == Flow.Send ? multiplicity : -multiplicity;
            fingerprints[i] = challenges!.Fingerprint(interactions[i].Bus, [.. interactions[i].Message.Select(element => nodes[element])]);
        }

        CircuitValue[] constraints = new CircuitValue[shape.Auxiliary.CubicColumns];
        CircuitValue average = sum * new Goldilocks(1UL << logHeight).Inverse();
        BusConstraints<CircuitAlgebra, CircuitValue, CircuitValue>.Evaluate(
            shape.Auxiliary, multiplicities, fingerprints, values.Auxiliary, values.AuxiliaryNext[^1], average, constraints);
        return constraints;
    }

    /// <summary>Q(ζ) = Σ ζᵏᴺ·q_k(ζ).</summary>
    private CircuitValue Quotient(CircuitValue zetaToHeight)
    {
        CircuitValue sum = default;
        for (int i = values.Quotient.Length - 1; i >= 0; i--)
        {
            sum = sum * zetaToHeight + values.Quotient[i];
        }

        return sum;
    }
}
