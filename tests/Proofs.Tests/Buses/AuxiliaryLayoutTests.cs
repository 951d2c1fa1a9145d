using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Examples.Poseidon2Chain;
using Rollup.Proofs.Examples.RangeCheck;

namespace Rollup.Proofs.Tests.Buses;

public sealed class AuxiliaryLayoutTests
{
    [Fact]
    public void Two_messages_of_degree_one_share_a_column_at_degree_three()
    {
        AuxiliaryLayout layout = AuxiliaryLayout.Fit(Messages(5), maxDegree: 3)!;
        Assert.Equal([[0, 1], [2, 3], [4]], layout.Batches.Select(batch => batch.ToArray()));
        Assert.Equal(3, layout.Degree);
    }

    [Fact]
    public void Seven_messages_share_a_column_at_degree_eight() =>
        Assert.Equal(7, AuxiliaryLayout.Fit(Messages(7), maxDegree: 8)!.Batches.Single().Length);

    [Fact]
    public void A_message_of_too_high_a_degree_has_no_layout()
    {
        ImmutableArray<InteractionShape> messages = [Messages(1)[0] with { MessageDegree = 3 }];
        Assert.Null(AuxiliaryLayout.Fit(messages, maxDegree: 3));
        Assert.NotNull(AuxiliaryLayout.Fit(messages, maxDegree: 4));
    }

    [Fact]
    public void A_multiplicity_of_high_degree_counts_beside_the_other_fingerprints()
    {
        ImmutableArray<InteractionShape> messages = [Messages(1)[0] with { MultiplicityDegree = 3 }, Messages(1)[0]];
        Assert.Equal(2, AuxiliaryLayout.Fit(messages, maxDegree: 3)!.Batches.Length);
        Assert.Equal(4, AuxiliaryLayout.Fit(messages, maxDegree: 4)!.Degree);
    }

    [Fact]
    public void A_table_on_no_bus_has_no_auxiliary_columns()
    {
        AuxiliaryLayout layout = AuxiliaryLayout.Fit([], maxDegree: 3)!;
        Assert.Equal((0, 0), (layout.CubicColumns, layout.Degree));
    }

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(2, 6, 1)]
    [InlineData(4, 6, 2)]
    [InlineData(12, 12, 3)]
    public void The_degree_is_chosen_so_that_columns_and_quotient_chunks_together_are_fewest(int messages, int auxiliaryWidth, int quotientChunks)
    {
        TableShape shape = TableShape.Fit(AirShape.Of(new ChattyAir(messages)), logBlowup: 3);
        Assert.Equal((auxiliaryWidth, quotientChunks), (shape.AuxiliaryWidth, shape.QuotientChunks));
    }

    [Fact]
    public void An_air_whose_degree_exceeds_the_blow_up_is_refused() =>
        Assert.Throws<ArgumentException>(() => TableShape.Fit(AirShape.Of(new Poseidon2ChainAir<Width8>()), logBlowup: 0));

    /// <summary>Sends its one cell a number of times.</summary>
    private readonly struct ChattyAir(int messages) : IAir
    {
        public string Name => "chatty";

        public int MainWidth => 1;

        public int PreprocessedWidth => 0;

        public int PublicCount => 0;

        public void Eval<TBuilder, TExpr>(ref TBuilder builder)
            where TBuilder : struct, IAirBuilder<TExpr>
            where TExpr : struct, IAlgebra<TExpr>
        {
            for (int i = 0; i < messages; i++)
            {
                builder.Send(RangeBus.Range16, TExpr.From(Goldilocks.One), 1, builder.Main(0));
            }
        }
    }

    private static ImmutableArray<InteractionShape> Messages(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new InteractionShape(RangeBus.Range16, Flow.Send, 1, 0, [0], 1, 1, false))];
}
