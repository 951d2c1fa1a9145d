using Rollup.Crypto;
using Rollup.Proofs.Airs;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Decomposes elements into the 64 bits of a number below p, and makes indices and points of them. See <see cref="BitRow"/>.</summary>
/// <remarks>
/// 64 bits are a number 2³²·high + low, which is an element as such exactly if it is below p = 2³²·(2³² − 1) + 1: if high
/// is not 2³² − 1, or low is zero. Row 32 of a group holds high, and low is value − 2³²·high.
/// </remarks>
public readonly struct BitAir : IAir
{
    internal const ulong TwoTo32 = 1UL << 32;

    internal const ulong MaxHigh = TwoTo32 - 1;

    public string Name => "bits";

    public int MainWidth => BitColumns.Count;

    public int PreprocessedWidth => BitColumns.PreprocessedCount;

    public int PublicCount => 0;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr one = TExpr.From(Goldilocks.One);
        TExpr bit = builder.Main(BitColumns.Bit);
        TExpr remainder = builder.Main(BitColumns.Remainder);
        TExpr value = builder.Main(BitColumns.Value);
        TExpr index = builder.Main(BitColumns.Index);
        TExpr point = builder.Main(BitColumns.Point);
        TExpr root = builder.Main(BitColumns.Root);

        builder.AssertBoolean(bit);
        builder.AssertZero(
            remainder - bit - builder.Preprocessed(BitColumns.RemainderFactor) * builder.MainNext(BitColumns.Remainder),
            "remainder = bit + 2·next remainder");
        builder.AssertZero(builder.Preprocessed(BitColumns.IsFirst) * (remainder - value), "the first remainder is the value");

        TExpr isBelowMax = (remainder - TExpr.From(new Goldilocks(MaxHigh))) * builder.Main(BitColumns.Inverse);
        TExpr low = value - remainder * new Goldilocks(TwoTo32);
        builder.AssertZero(builder.Preprocessed(BitColumns.IsMiddle) * (one - isBelowMax) * low, "the bits are a number below p");

        builder.AssertZero(
            index - builder.Preprocessed(BitColumns.IsInIndex) * bit - builder.Preprocessed(BitColumns.IndexFactor) * builder.MainNext(BitColumns.Index),
            "index = bit + 2·next index");
        builder.AssertZero(
            point - (one + bit * builder.Preprocessed(BitColumns.PointFactor))
                * (one + builder.Preprocessed(BitColumns.PointContinues) * (builder.MainNext(BitColumns.Point) - one)),
            "point = (bit ? factor : 1)·next point");
        builder.AssertZero(
            root - (one + bit * builder.Preprocessed(BitColumns.RootFactor))
                * (one + builder.Preprocessed(BitColumns.RootContinues) * (builder.MainNext(BitColumns.Root) - one)),
            "root = (bit ? factor : 1)·next root");

        builder.Hold(BitColumns.SlotValue, value);
        builder.Hold(BitColumns.SlotIndex, index);
        builder.Hold(BitColumns.SlotPoint, point);
        builder.Hold(BitColumns.SlotRoot, root);
    }
}
