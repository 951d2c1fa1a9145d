using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Steps of transcripts, and blocks of matrix rows on their way into leaves with the sums over them. See <see cref="SpongeRow"/>.</summary>
public readonly struct SpongeAir : IAir
{
    public string Name => "sponge";

    public int MainWidth => SpongeColumns.Count;

    public int PreprocessedWidth => SpongeColumns.PreprocessedCount;

    public int PublicCount => 0;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Poseidon2State<TExpr> buffer = default;
        Span<TExpr> output = buffer.Elements(Width12.Value);
        Poseidon2Constraints.Permute<Width12, WholeSbox, TBuilder, TExpr>(ref builder, SpongeColumns.Input, output);
        ConstrainNextInput(ref builder, output);
        ConstrainPadding<TBuilder, TExpr>(ref builder);
        ConstrainSums<TBuilder, TExpr>(ref builder);
        HoldSlots(ref builder, output);
    }

    /// <summary>The next row's capacity goes on from this row's output or starts at zero; its rate goes on or is free.</summary>
    private static void ConstrainNextInput<TBuilder, TExpr>(ref TBuilder builder, ReadOnlySpan<TExpr> output)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr keeps = builder.Preprocessed(SpongeColumns.NextKeeps);
        TExpr carries = builder.Preprocessed(SpongeColumns.NextCarries);
        for (int i = 0; i < SpongeColumns.Rate; i++)
        {
            builder.AssertZero(carries * (builder.MainNext(SpongeColumns.Input + i) - output[i]), "carried rate");
        }

        for (int i = SpongeColumns.Capacity; i < output.Length; i++)
        {
            TExpr kept = keeps * output[i];
            int constant = SpongeColumns.NextCapacity8 + i - SpongeColumns.Capacity;
            builder.AssertZero(
                builder.MainNext(SpongeColumns.Input + i) - (constant <= SpongeColumns.NextCapacity9 ? kept + builder.Preprocessed(constant) : kept),
                "capacity");
        }
    }

    /// <summary>Element 8 − k is zero if at least k elements are padding.</summary>
    private static void ConstrainPadding<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr b1 = builder.Preprocessed(SpongeColumns.Padding);
        TExpr b2 = builder.Preprocessed(SpongeColumns.Padding + 1);
        TExpr b4 = builder.Preprocessed(SpongeColumns.Padding + 2);
        TExpr both = b1 * b2;
        TExpr either = b1 + b2 - both;

        AssertPadding(ref builder, 1, either + b4 - either * b4);
        AssertPadding(ref builder, 2, b2 + b4 - b2 * b4);
        AssertPadding(ref builder, 3, both + b4 - both * b4);
        AssertPadding(ref builder, 4, b4);
        AssertPadding(ref builder, 5, either * b4);
        AssertPadding(ref builder, 6, b2 * b4);
        AssertPadding(ref builder, 7, both * b4);
    }

    private static void AssertPadding<TBuilder, TExpr>(ref TBuilder builder, int fromEnd, TExpr isPadding)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.AssertZero(isPadding * builder.Main(SpongeColumns.Input + SpongeColumns.Rate - fromEnd), "padding is zero");

    private static void ConstrainSums<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Cubic<TExpr> cubicFactor = CubicCells.Main<TBuilder, TExpr>(ref builder, SpongeColumns.CubicFactor);
        TExpr baseFactor = builder.Main(SpongeColumns.BaseFactor);
        ConstrainSum<TBuilder, TExpr, CubicSumFactor<TExpr>>(ref builder, SpongeColumns.CubicSum, new(cubicFactor));
        ConstrainSum<TBuilder, TExpr, BaseSumFactor<TExpr>>(ref builder, SpongeColumns.BaseSum, new(baseFactor));

        TExpr continues = builder.Preprocessed(SpongeColumns.Continues);
        Cubic<TExpr> change = CubicCells.MainNext<TBuilder, TExpr>(ref builder, SpongeColumns.CubicFactor) - cubicFactor;
        CubicCells.AssertZero(ref builder, change * continues, "a row's cubic factor stays");
        builder.AssertZero(continues * (builder.MainNext(SpongeColumns.BaseFactor) - baseFactor), "a row's base factor stays");
    }

    /// <param name="column">The sum's first column; that of the sum from the block's middle on is three columns on.</param>
    private static void ConstrainSum<TBuilder, TExpr, TFactor>(ref TBuilder builder, int column, TFactor factor)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
        where TFactor : struct, ISumFactor<TExpr>
    {
        const int first = SpongeColumns.Pattern;
        PatternSelectors<TExpr> pattern = new(
            builder.Preprocessed(first), builder.Preprocessed(first + 1), builder.Preprocessed(first + 2), builder.Preprocessed(first + 3));
        Cubic<TExpr> sum = CubicCells.Main<TBuilder, TExpr>(ref builder, column);
        Cubic<TExpr> middle = CubicCells.Main<TBuilder, TExpr>(ref builder, column + 3);
        Cubic<TExpr> rest = CubicCells.MainNext<TBuilder, TExpr>(ref builder, column) * builder.Preprocessed(SpongeColumns.Continues);

        CubicCells.AssertZero(
            ref builder,
            middle - SpongeSums.Half(pattern.AfterHalf, Elements<TBuilder, TExpr>(ref builder, SpongeColumns.Input + 4), factor, rest),
            "the sum from the block's middle on");
        CubicCells.AssertZero(
            ref builder,
            sum - SpongeSums.Half(pattern, Elements<TBuilder, TExpr>(ref builder, SpongeColumns.Input), factor, middle),
            "the sum from the block's start on");
    }

    private static HalfBlock<TExpr> Elements<TBuilder, TExpr>(ref TBuilder builder, int column)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        new(builder.Main(column), builder.Main(column + 1), builder.Main(column + 2), builder.Main(column + 3));

    private static void HoldSlots<TBuilder, TExpr>(ref TBuilder builder, ReadOnlySpan<TExpr> output)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        HoldInput<TBuilder, TExpr>(ref builder, SpongeColumns.SlotWord0, SpongeColumns.Input);
        HoldInput<TBuilder, TExpr>(ref builder, SpongeColumns.SlotWord1, SpongeColumns.Input + 4);

        TExpr showsCubic = builder.Preprocessed(SpongeColumns.ShowsCubic0);
        TExpr showsDigest = builder.Preprocessed(SpongeColumns.ShowsDigest0);
        builder.Hold(SpongeColumns.SlotOutput0, output[0], showsCubic * output[1], showsCubic * output[2], showsDigest * output[3]);
        showsCubic = builder.Preprocessed(SpongeColumns.ShowsCubic1);
        builder.Hold(SpongeColumns.SlotOutput1, new Cubic<TExpr>(output[4], showsCubic * output[5], showsCubic * output[6]));

        builder.Hold(SpongeColumns.SlotCubicSum, CubicCells.Main<TBuilder, TExpr>(ref builder, SpongeColumns.CubicSum));
        builder.Hold(SpongeColumns.SlotBaseSum, CubicCells.Main<TBuilder, TExpr>(ref builder, SpongeColumns.BaseSum));
        builder.Hold(SpongeColumns.SlotCubicFactor, CubicCells.Main<TBuilder, TExpr>(ref builder, SpongeColumns.CubicFactor));
        builder.Hold(SpongeColumns.SlotBaseFactor, builder.Main(SpongeColumns.BaseFactor));
    }

    private static void HoldInput<TBuilder, TExpr>(ref TBuilder builder, int slot, int column)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.Hold(slot, builder.Main(column), builder.Main(column + 1), builder.Main(column + 2), builder.Main(column + 3));
}
