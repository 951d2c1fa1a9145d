using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Airs.Symbolic;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Examples.Poseidon2Chain;
using Rollup.Proofs.Examples.RangeCheck;

namespace Rollup.Proofs.Tests.Airs;

public sealed class AirShapeTests
{
    [Fact]
    public void Fibonacci_has_five_constraints_of_degree_two_at_most()
    {
        AirShape shape = AirShape.Of(new FibonacciAir());
        Assert.Equal(
            [new(2, 0), new(2, 0), new(1, 1), new(1, 1), new ConstraintDegree(2, 0)],
            shape.Constraints.Select(constraint => constraint.Degree));
        Assert.Equal(1, shape.QuotientChunks);
        Assert.True(shape.UsesNextMain);
    }

    [Fact]
    public void A_constraint_is_named_by_the_expression_it_was_written_as() =>
        Assert.Equal("nextCurrent - following", AirShape.Of(new FibonacciAir()).Constraints[2].Name);

    [Fact]
    public void The_poseidon2_chain_of_width_12_has_248_columns_and_degree_three()
    {
        AirShape shape = AirShape.Of(new Poseidon2ChainAir<Width12>());
        Assert.Equal(248, shape.MainWidth);
        Assert.Equal(2 * 118 + 3 * 12, shape.Constraints.Length);
        Assert.Equal(3, shape.Constraints.Max(constraint => constraint.Degree.Columns));
        Assert.Equal(2, shape.QuotientChunks);
    }

    [Fact]
    public void The_poseidon2_chain_of_width_8_has_180_columns() =>
        Assert.Equal(180, AirShape.Of(new Poseidon2ChainAir<Width8>()).MainWidth);

    [Fact]
    public void A_shared_expression_is_one_node_of_the_graph()
    {
        AirShape shape = AirShape.Of(new ProductAir());
        Assert.Equal(shape.Graph.Nodes.Count, shape.Graph.Nodes.Distinct().Count());
        Assert.Equal(2, shape.Graph.MultiplicationCount);
    }

    [Fact]
    public void The_graph_computes_what_the_air_states()
    {
        AirShape shape = AirShape.Of(new Poseidon2ChainAir<Width8>());
        Random random = new(7);
        Goldilocks[] cells = [.. Enumerable.Range(0, 2 * shape.MainWidth + shape.PublicCount + 3).Select(_ => new Goldilocks((ulong)random.NextInt64()))];
        RecordingBuilder builder = new(cells, shape.MainWidth, shape.PublicCount, []);
        new Poseidon2ChainAir<Width8>().Eval<RecordingBuilder, Goldilocks>(ref builder);

        Goldilocks[] values = new Goldilocks[shape.Graph.Nodes.Count];
        for (int i = 0; i < values.Length; i++)
        {
            GraphNode node = shape.Graph.Nodes[i];
            values[i] = node.Kind switch
            {
                SymbolicKind.Constant => new(node.Left),
                SymbolicKind.Main => builder.Main((int)node.Left),
                SymbolicKind.MainNext => builder.MainNext((int)node.Left),
                SymbolicKind.Public => builder.Public((int)node.Left),
                SymbolicKind.IsFirstRow => builder.IsFirstRow,
                SymbolicKind.IsLastRow => builder.IsLastRow,
                SymbolicKind.IsTransition => builder.IsTransition,
                SymbolicKind.Add => values[node.Left] + values[node.Right],
                SymbolicKind.Subtract => values[node.Left] - values[node.Right],
                SymbolicKind.Multiply => values[node.Left] * values[node.Right],
                SymbolicKind.Negate => -values[node.Left],
                _ => throw new InvalidOperationException($"{node.Kind} does not occur in this AIR."),
            };
        }

        Assert.Equal(builder.Constraints, shape.Constraints.Select(constraint => values[constraint.Root]));
    }

    [Fact]
    public void A_reference_to_a_column_the_air_does_not_declare_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AirShape.Of(new FreeAir(Fault.Column)));

    [Fact]
    public void A_message_of_another_width_than_its_bus_is_refused() =>
        Assert.Throws<ArgumentException>(() => AirShape.Of(new FreeAir(Fault.MessageWidth)));

    [Fact]
    public void A_send_without_a_bound_is_refused() =>
        Assert.Throws<ArgumentException>(() => AirShape.Of(new FreeAir(Fault.NoBound)));

    [Fact]
    public void The_transition_selector_in_a_message_is_refused_because_it_is_not_zero_or_one() =>
        Assert.Throws<ArgumentException>(() => AirShape.Of(new FreeAir(Fault.Transition)));

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 3, 3)]
    [InlineData(2, 3, 3)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 0, 2)]
    [InlineData(3, 2, 2)]
    [InlineData(3, 3, 3)]
    [InlineData(8, 1, 7)]
    public void The_quotient_has_room_for_its_degree_at_every_height(int columns, int transitions, int chunks)
    {
        Assert.Equal(chunks, new ConstraintDegree(columns, transitions).QuotientChunks);
        for (long height = 1; height < 1 << 20; height *= 2)
        {
            Assert.True(columns * (height - 1) + transitions - height < chunks * height);
        }
    }

    [Fact]
    public void Degree_is_that_of_the_polynomial_and_not_of_the_formula()
    {
        SymbolicBuilder builder = new(new(2, 0, 1));
        SymbolicExpression x = builder.Main(0);
        SymbolicExpression zero = SymbolicExpression.From(Goldilocks.Zero);
        SymbolicExpression one = SymbolicExpression.From(Goldilocks.One);
        Assert.Equal(new(1, 0), (x * one).Degree);
        Assert.Equal(default, (x * zero).Degree);
        Assert.Equal(new(3, 0), (x * x * x + builder.Public(0) * x).Degree);
        Assert.Equal(new(2, 1), (builder.IsTransition * x * builder.IsFirstRow).Degree);
    }

    [Fact]
    public void Range_table_and_limbs_agree_about_their_bus()
    {
        InteractionShape provided = Assert.Single(AirShape.Of(new RangeTableAir()).Interactions);
        Assert.True(provided.IsProvided);
        Assert.Equal(Flow.Receive, provided.Flow);
        Assert.All(AirShape.Of(new LimbsAir()).Interactions, sent => Assert.Equal((provided.Bus, Flow.Send, 1UL), (sent.Bus, sent.Flow, sent.Bound)));
    }

    [Fact]
    public void A_next_cell_that_is_read_and_not_used_is_opened_nevertheless() =>
        Assert.True(AirShape.Of(new FreeAir(Fault.UnusedNext)).UsesNextMain);

    private enum Fault
    {
        UnusedNext,
        Column,
        MessageWidth,
        NoBound,
        Transition,
    }

    private readonly struct FreeAir(Fault fault) : IAir
    {
        public string Name => "faulty";

        public int MainWidth => 1;

        public int PreprocessedWidth => 0;

        public int PublicCount => 0;

        public void Eval<TBuilder, TExpr>(ref TBuilder builder)
            where TBuilder : struct, IAirBuilder<TExpr>
            where TExpr : struct, IAlgebra<TExpr>
        {
            TExpr cell = builder.Main(fault == Fault.Column ? 1 : 0);
            switch (fault)
            {
                case Fault.UnusedNext:
                    builder.AssertZero(builder.MainNext(0) * TExpr.From(Goldilocks.Zero));
                    break;
                case Fault.MessageWidth:
                    builder.Send(RangeBus.Range16, cell, 1, cell, cell);
                    break;
                case Fault.NoBound:
                    builder.Send(RangeBus.Range16, cell, 0, cell);
                    break;
                case Fault.Transition:
                    builder.Send(RangeBus.Range16, builder.IsTransition, 1, cell);
                    break;
            }
        }
    }
}
