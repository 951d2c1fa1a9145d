using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Symbolic;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Solidity;

/// <summary>The check of one table: both sides must be equal.</summary>
/// <param name="Folds">Partial sums of Σ α^(K−1−i)·Cᵢ, each made from those before it; the last is the whole, the left side.</param>
/// <param name="Expected">(ζᴺ − 1)·Q(ζ).</param>
internal sealed record TableCheck(string Table, ImmutableArray<int> Folds, int Expected);

/// <summary>Turns the tables of a program into straight-line computations over the claimed values at ζ.</summary>
/// <remarks>The twin of <see cref="Verifying.ConstraintChecker"/>, which does the same with numbers.</remarks>
internal sealed class ConstraintLowering(StarkProgram program, OpeningLayout layout, ConstraintFrame frame)
{
    private readonly OpenedIndex _opened = new(layout);

    public CubicGraph Graph { get; } = new();

    public TableCheck Lower(int table)
    {
        TableShape shape = program.Shapes[table];
        int logHeight = program.Tables[table].MinLogHeight;
        int vanishing = Graph.Subtract(Graph.Slot(frame.Heights[logHeight].ZetaToHeight), Graph.Constant(Goldilocks.One));
        int[] nodes = LowerGraph(table, shape.Air, logHeight, vanishing);

        IEnumerable<int> constraints = shape.Air.Constraints.Select(constraint => nodes[constraint.Root]);
        if (shape.AuxiliaryWidth > 0)
        {
            constraints = constraints.Concat(BusConstraintsOf(table, shape, logHeight, nodes));
        }

        ImmutableArray<int> folds = Fold([.. constraints]);
        return new(shape.Air.Name, folds, Graph.Multiply(vanishing, Quotient(table, shape, logHeight)));
    }

    /// <summary>
    /// Horner's rule with α. Neighbours that are products with one common factor, as the constraints of one kind of row
    /// are with its selector, are folded without it and multiplied once.
    /// </summary>
    private ImmutableArray<int> Fold(int[] constraints)
    {
        List<int> folds = [];
        int folded = Graph.Constant(Goldilocks.Zero);
        for (int first = 0; first < constraints.Length;)
        {
            (int factor, int length) = CommonFactor(constraints.AsSpan(first));
            int inner = Graph.Constant(Goldilocks.Zero);
            for (int i = first; i < first + length; i++)
            {
                int rest = length > 1 ? Graph.Cofactor(constraints[i], factor) : constraints[i];
                inner = Graph.Add(Graph.Multiply(inner, Graph.Slot(frame.Alpha)), rest);
                folds.Add(inner);
            }

            int group = length > 1 ? Graph.Multiply(factor, inner) : inner;
            folded = Graph.Add(Graph.Multiply(folded, AlphaPower(length)), group);
            folds.Add(folded);
            first += length;
        }

        return [.. folds];
    }

    /// <summary>The factor that the most constraints from the first on have in common; a length of 1 if there is none.</summary>
    private (int Factor, int Length) CommonFactor(ReadOnlySpan<int> constraints)
    {
        (int Factor, int Length) best = (-1, 1);
        foreach (int factor in Graph.Factors(constraints[0]))
        {
            int length = 1;
            while (length < constraints.Length && Graph.Factors(constraints[length]).Contains(factor))
            {
                length++;
            }

            best = length > best.Length ? (factor, length) : best;
        }

        return best;
    }

    private int AlphaPower(int exponent)
    {
        int power = Graph.Slot(frame.Alpha);
        for (int i = 1; i < exponent; i++)
        {
            power = Graph.Multiply(power, Graph.Slot(frame.Alpha));
        }

        return power;
    }

    private int[] LowerGraph(int table, AirShape air, int logHeight, int vanishing)
    {
        int[] nodes = new int[air.Graph.Nodes.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            GraphNode node = air.Graph.Nodes[i];
            nodes[i] = node.Kind switch
            {
                SymbolicKind.Constant => Graph.Constant(new(node.Left)),
                SymbolicKind.Main => Opened(layout.MainRound, layout.Main, table, 0, node.Left),
                SymbolicKind.MainNext => Opened(layout.MainRound, layout.Main, table, 1, node.Left),
                SymbolicKind.Preprocessed => Opened(layout.PreprocessedRound, layout.Preprocessed, table, 0, node.Left),
                SymbolicKind.PreprocessedNext => Opened(layout.PreprocessedRound, layout.Preprocessed, table, 1, node.Left),
                SymbolicKind.Public => Graph.Slot(
                    ConstraintFrame.At(frame.PublicValues, program.Tables[table].PublicOffset + (int)node.Left), isBase: true),
                SymbolicKind.IsFirstRow => RowSelector(vanishing, frame.InverseOfFirst, logHeight),
                SymbolicKind.IsLastRow => RowSelector(vanishing, frame.Heights[logHeight].InverseOfLast, logHeight),
                SymbolicKind.IsTransition => Graph.Subtract(
                    Graph.Slot(frame.Zeta), Graph.Constant(Goldilocks.RootOfUnity(logHeight).Inverse())),
                SymbolicKind.Add => Graph.Add(nodes[node.Left], nodes[node.Right]),
                SymbolicKind.Subtract => Graph.Subtract(nodes[node.Left], nodes[node.Right]),
                SymbolicKind.Multiply => Graph.Multiply(nodes[node.Left], nodes[node.Right]),
                SymbolicKind.Negate => Graph.Subtract(Graph.Constant(Goldilocks.Zero), nodes[node.Left]),
                _ => throw new InvalidOperationException($"{air.Name} has a node of kind {node.Kind}, which no contract can compute."),
            };
        }

        return nodes;
    }

    /// <summary>(ζᴺ − 1)/(N·(ζ − 1)) or (ζᴺ − 1)/(N·(ω·ζ − 1)).</summary>
    private int RowSelector(int vanishing, int inverse, int logHeight) =>
        Graph.Multiply(Graph.Multiply(vanishing, Graph.Slot(inverse)), InverseOfHeight(logHeight));

    private int InverseOfHeight(int logHeight) => Graph.Constant(new Goldilocks(1UL << logHeight).Inverse());

    private IEnumerable<int> BusConstraintsOf(int table, TableShape shape, int logHeight, int[] nodes)
    {
        int[] multiplicities = [.. shape.Air.Interactions.Select(message => Signed(message, nodes[message.Multiplicity]))];
        int[] fingerprints = [.. shape.Air.Interactions.Select(message => Fingerprint(message, nodes))];
        int[] columns = [.. Enumerable.Range(0, shape.Auxiliary.CubicColumns).Select(column => Auxiliary(table, 0, column))];
        int sum = Graph.Slot(ConstraintFrame.At(frame.BusSums, layout.Auxiliary.IndexOf(table)));
        int average = Graph.Multiply(sum, InverseOfHeight(logHeight));

        int last = columns.Length - 1;
        int rest = Graph.Add(Graph.Subtract(Auxiliary(table, 1, last), columns[last]), average);
        for (int c = 0; c <= last; c++)
        {
            (int numerator, int denominator) = SumOf(shape.Auxiliary.Batches[c], multiplicities, fingerprints);
            rest = c < last ? Graph.Subtract(rest, columns[c]) : rest;
            yield return Graph.Subtract(Graph.Multiply(c < last ? columns[c] : rest, denominator), numerator);
        }
    }

    private int Signed(InteractionShape message, int multiplicity) =>
        message.Flow == Flow.Send ? multiplicity : Graph.Subtract(Graph.Constant(Goldilocks.Zero), multiplicity);

    /// <summary>a + id + Σ bʲ·mⱼ.</summary>
    private int Fingerprint(InteractionShape message, int[] nodes)
    {
        int sum = Graph.Add(Graph.Slot(frame.BusAlpha), Graph.Constant(message.Bus.Id));
        int power = Graph.Constant(Goldilocks.One);
        foreach (int element in message.Message)
        {
            power = Graph.Multiply(Graph.Slot(frame.BusBeta), power);
            sum = Graph.Add(sum, Graph.Multiply(power, nodes[element]));
        }

        return sum;
    }

    private (int Numerator, int Denominator) SumOf(ImmutableArray<int> batch, int[] multiplicities, int[] fingerprints)
    {
        (int numerator, int denominator) = (multiplicities[batch[0]], fingerprints[batch[0]]);
        foreach (int message in batch.Skip(1))
        {
            numerator = Graph.Add(Graph.Multiply(numerator, fingerprints[message]), Graph.Multiply(denominator, multiplicities[message]));
            denominator = Graph.Multiply(denominator, fingerprints[message]);
        }

        return (numerator, denominator);
    }

    /// <summary>Q(ζ) = Σ ζᵏᴺ·q_k(ζ).</summary>
    private int Quotient(int table, TableShape shape, int logHeight)
    {
        int sum = Graph.Constant(Goldilocks.Zero);
        for (int part = shape.QuotientChunks - 1; part >= 0; part--)
        {
            sum = Graph.Multiply(sum, Graph.Slot(frame.Heights[logHeight].ZetaToHeight));
            sum = Graph.Add(sum, Opened(layout.QuotientRound, layout.Quotient, table, 0, (ulong)part));
        }

        return sum;
    }

    private int Auxiliary(int table, int point, int column) =>
        Opened(layout.AuxiliaryRound, layout.Auxiliary, table, point, (ulong)column);

    private int Opened(int round, ImmutableArray<int> tables, int table, int point, ulong polynomial) =>
        Graph.Slot(ConstraintFrame.At(frame.Opened, _opened.Of(round, tables.IndexOf(table), point) + (int)polynomial));
}
