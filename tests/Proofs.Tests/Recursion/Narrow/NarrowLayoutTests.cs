using Rollup.Proofs.Recursion.Narrow;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

public sealed class NarrowLayoutTests
{
    private static readonly Slot Wire = new(1, -1);

    [Fact]
    public void A_permutation_of_width_12_takes_three_rows_and_a_fourth_if_its_output_is_read()
    {
        NarrowLayout layout = Of([new() { Starts = true, Word0 = Wire }, new() { Word0 = Wire, Output0 = Wire }]);
        Assert.Equal(
            [
                NarrowRowKind.Sponge1, NarrowRowKind.Sponge2, NarrowRowKind.Sponge3,
                NarrowRowKind.Sponge1, NarrowRowKind.Sponge2, NarrowRowKind.Sponge3, NarrowRowKind.Relay,
            ],
            layout.Rows.Select(row => row.Kind));
    }

    [Fact]
    public void A_sponge_row_whose_state_nobody_reads_takes_one_row() =>
        Assert.Equal([NarrowRowKind.Sum], Of([new() { Starts = true, Word0 = Wire, Pattern = RowPattern.Base }]).Rows.Select(row => row.Kind));

    [Fact]
    public void A_path_takes_two_rows_a_step_with_a_relay_at_each_end()
    {
        NarrowLayout layout = NarrowLayout.Of(
            [], [new() { IsStep = true, IsChained = true, Current = Wire, Index = Wire, IndexFactor = 2 }, new() { IsStep = true, Out = Wire }], [], []);
        Assert.Equal(
            [
                NarrowRowKind.Relay,
                NarrowRowKind.Node1, NarrowRowKind.Node2,
                NarrowRowKind.Node1, NarrowRowKind.Node2,
                NarrowRowKind.Relay,
            ],
            layout.Rows.Select(row => row.Kind));
    }

    [Fact]
    public void A_leaf_s_relay_starts_its_path()
    {
        NarrowLayout layout = NarrowLayout.Of(
            [new() { Starts = true, Output0 = Wire }],
            [new() { Current = Wire, Right = Wire, Out = Wire }, new() { IsStep = true, Current = Wire, Out = Wire }],
            [],
            []);
        Assert.Equal(
            [
                (NarrowRowKind.Sponge1, 0), (NarrowRowKind.Sponge2, 0), (NarrowRowKind.Sponge3, 0), (NarrowRowKind.Relay, 0),
                (NarrowRowKind.Node1, 1), (NarrowRowKind.Node2, 1), (NarrowRowKind.Relay, 1),
                (NarrowRowKind.Node1, 0), (NarrowRowKind.Node2, 0), (NarrowRowKind.Relay, 0),
            ],
            layout.Rows.Select(row => (row.Kind, row.Source)));
    }

    [Fact]
    public void Blocks_of_a_sponge_whose_end_nobody_reads_are_only_summed_up()
    {
        SpongeRow block = new() { Pattern = RowPattern.Base };
        Assert.Equal(
            [(NarrowRowKind.Sum, 0, 0), (NarrowRowKind.Sum, 0, 1)],
            Of([block with { Starts = true, Continues = true }, block]).Rows.Select(row => (row.Kind, row.Source, row.Second)));
    }

    [Fact]
    public void Operations_without_an_addend_beside_their_product_share_rows_with_others()
    {
        ArithmeticRow whole = new() { A = new(1, -1), B = new(2, -1), C = new(3, -1), D = new(4, -1), Product = 1, Addend = 1 };
        ArithmeticRow product = whole with { C = default, Addend = 0 };
        ArithmeticRow sum = whole with { B = default, Product = 0, Left = 1 };
        ArithmeticRow twice = whole with { C = whole.B };
        NarrowLayout layout = NarrowLayout.Of([], [], [whole, product, whole, sum, twice, product, product], []);
        Assert.Equal([(0, 1), (2, 3), (4, 5), (6, -1)], layout.Rows.Select(row => (row.Source, row.Second)));
        Assert.Equal(2, layout.LogHeight);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Rows_that_cannot_stand_as_they_say_are_refused(int mistake)
    {
        NodeRow step = new() { IsStep = true, IsChained = true };
        Assert.Throws<ArgumentException>(() => mistake switch
        {
            0 => Of([new()]),
            1 => Of([new() { Starts = true }, new() { Starts = true, CarriesRate = true }]),
            2 => Of([new() { Starts = true, CubicSum = Wire }]),
            3 => NarrowLayout.Of([], [step], [], []),
            4 => NarrowLayout.Of([], [new() { IsStep = true, IndexFactor = 2 }], [], []),
            5 => NarrowLayout.Of([], [step, new() { Current = Wire }], [], []),
            6 => NarrowLayout.Of([], [step, new() { Index = Wire }], [], []),
            _ => NarrowLayout.Of([], [], [], new BitRow[BitGroup.Length - 1]),
        });
    }

    /// <summary>The permutation and the sum would both read the word, and only one of them be held to it.</summary>
    [Theory]
    [InlineData(RowPattern.Base, false)]
    [InlineData(RowPattern.None, true)]
    public void A_word_of_another_row_is_hashed_or_summed_up_but_not_both(RowPattern pattern, bool isPlaced)
    {
        SpongeRow row = new() { Starts = true, Word0 = Wire, Output0 = new(2, 1), Pattern = pattern };
        Assert.Equal(isPlaced, Record.Exception(() => Of([row])) is null);
        Assert.Null(Record.Exception(() => Of([row with { Word0 = new(1, 1) }])));
    }

    /// <summary>A sum knows a zero word only by its place.</summary>
    [Fact]
    public void A_second_word_that_is_padding_cannot_be_read()
    {
        SpongeRow row = new() { Starts = true, Word0 = Wire, Word1 = Wire, Pattern = RowPattern.Base };
        Assert.Null(Record.Exception(() => Of([row])));
        Assert.Throws<ArgumentException>(() => Of([row with { Padding = 4 }]));
    }

    [Fact]
    public void A_table_that_is_too_low_is_refused() =>
        Assert.Throws<ArgumentException>(() => NarrowPreprocessed.Create(Of([new() { Starts = true, Output0 = Wire }]), logHeight: 1));

    private static NarrowLayout Of(ReadOnlySpan<SpongeRow> sponges) => NarrowLayout.Of(sponges, [], [], []);
}
