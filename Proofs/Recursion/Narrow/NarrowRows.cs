using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Constraints of the rows that are no permutation: sums, operations, bits, and words with zeros.</summary>
internal static class NarrowRows
{
    /// <summary>The upper half of the 64-bit numbers not below p, and of p − 1: all ones.</summary>
    public const ulong MaxHigh = 0xFFFF_FFFF;

    public static void Sums<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr zero = TExpr.From(Goldilocks.Zero);
        PatternSelectors<TExpr> pattern = new(
            builder.Parameter<TBuilder, TExpr>(SumParameters.Base), builder.Parameter<TBuilder, TExpr>(SumParameters.Cubic), zero, zero);
        TExpr continues = builder.Parameter<TBuilder, TExpr>(SumParameters.Continues);

        int cubicFactor = NarrowColumns.Slot(SumColumns.CubicFactorSlot);
        Cubic<TExpr> u = CubicCells.Main<TBuilder, TExpr>(ref builder, cubicFactor);
        Sum(ref builder, rows.Sum, pattern, new CubicSumFactor<TExpr>(u), SumColumns.CubicSumSlot, SumColumns.CubicMiddles);
        Cubic<TExpr> nextU = CubicCells.MainNext<TBuilder, TExpr>(ref builder, cubicFactor);
        CubicCells.AssertZero(ref builder, (nextU - u) * (rows.Sum * continues), "sum: the cubic factor stays");

        int baseFactor = NarrowColumns.Slot(SumColumns.BaseFactorSlot);
        TExpr v = builder.Main(baseFactor);
        Sum(ref builder, rows.Sum, pattern, new BaseSumFactor<TExpr>(v), SumColumns.BaseSumSlot, SumColumns.BaseMiddles);
        builder.AssertZero(rows.Sum * continues * (builder.MainNext(baseFactor) - v), "sum: the base factor stays");

        TExpr noWord1 = rows.Sum * builder.Parameter<TBuilder, TExpr>(SumParameters.NoWord1);
        TExpr noWord2 = rows.Sum * builder.Parameter<TBuilder, TExpr>(SumParameters.NoWord2);
        for (int i = 0; i < WireBus.WordLength; i++)
        {
            builder.AssertZero(noWord1 * builder.Main(NarrowColumns.Slot(1) + i), "sum: no second word");
            builder.AssertZero(noWord2 * builder.Main(NarrowColumns.Slot(2) + i), "sum: no third word");
        }
    }

    /// <summary>The first operation has an addend of its own; the second adds a multiple of its b, which is all it needs without a product.</summary>
    public static void Operations<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Operation(ref builder, rows.Operations, 0, OperationSlots.A, OperationSlots.B, OperationSlots.C, OperationSlots.D);
        Operation(
            ref builder, rows.Operations, OperationParameters.Second,
            OperationSlots.SecondA, OperationSlots.SecondB, OperationSlots.SecondB, OperationSlots.SecondD);
    }

    public static void Bits<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr one = TExpr.From(Goldilocks.One);
        TExpr bit = builder.Main(NarrowBitColumns.Bit);
        TExpr remainder = builder.Main(NarrowBitColumns.Remainder);
        TExpr value = builder.Main(NarrowColumns.Slot(NarrowBitColumns.ValueSlot));

        builder.AssertZero(rows.Bits * (bit * bit - bit), "bit: is 0 or 1");
        TExpr moreBits = TExpr.From(Goldilocks.Zero);
        for (int i = 1; i < NarrowBitColumns.PackLength; i++)
        {
            TExpr another = builder.Main(NarrowBitColumns.MoreBits + i - 1);
            builder.AssertZero(rows.Bits * (another * another - another), "bit: is 0 or 1");
            moreBits += another * new Goldilocks(1UL << i);
        }

        TExpr isPacked = builder.Preprocessed(NarrowPreprocessedColumns.IsPacked);
        TExpr remainderFactor = builder.Parameter<TBuilder, TExpr>(NarrowBitParameters.RemainderFactor);
        TExpr nextRemainder = builder.MainNext(NarrowBitColumns.Remainder);
        builder.AssertZero(rows.Bits * (remainder - bit - isPacked * moreBits - remainderFactor * nextRemainder), "bit: remainder");

        TExpr first = builder.Parameter<TBuilder, TExpr>(NarrowBitParameters.First);
        builder.AssertZero(rows.Bits * first * (remainder - value), "bit: the first remainder is the value");

        // Below p: if the upper half is all ones, the lower one is zero.
        TExpr middle = rows.Bits * builder.Parameter<TBuilder, TExpr>(NarrowBitParameters.Middle);
        TExpr fromMax = remainder - TExpr.From(new Goldilocks(MaxHigh));
        TExpr isMax = one - fromMax * builder.Main(NarrowBitColumns.Inverse);
        builder.AssertZero(middle * isMax * fromMax, "bit: whether the upper half is all ones");
        builder.AssertZero(middle * isMax * (value - remainder * new Goldilocks(MaxHigh + 1)), "bit: the lower half is zero then");

        int index = NarrowColumns.Slot(NarrowBitColumns.IndexSlot);
        TExpr isInIndex = builder.Parameter<TBuilder, TExpr>(NarrowBitParameters.IsInIndex);
        TExpr indexFactor = builder.Parameter<TBuilder, TExpr>(NarrowBitParameters.IndexFactor);
        builder.AssertZero(rows.Bits * (builder.Main(index) - isInIndex * bit - indexFactor * builder.MainNext(index)), "bit: index");

        Product(
            ref builder, rows.Bits, bit, NarrowBitColumns.PointSlot,
            builder.Parameter<TBuilder, TExpr>(NarrowBitParameters.PointFactorLess1),
            builder.Parameter<TBuilder, TExpr>(NarrowBitParameters.PointContinues));
        Product(
            ref builder, rows.Bits, bit, NarrowBitColumns.RootSlot,
            builder.Parameter<TBuilder, TExpr>(NarrowBitParameters.RootFactorLess1),
            builder.Preprocessed(NarrowPreprocessedColumns.RootContinues));
    }

    /// <summary>The parts of words that are zero: a message always has four elements.</summary>
    public static void Zeros<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr operationOrSum = rows.Operations + rows.Sum;
        AssertZero(ref builder, 0, rows.Bits, rows.Operations + rows.Bits);
        AssertZero(ref builder, 1, rows.Bits, rows.Operations + rows.Bits);
        AssertZero(ref builder, 2, rows.Bits, rows.Operations + rows.Bits);
        AssertZero(ref builder, 3, rows.Bits, operationOrSum + rows.Bits);
        AssertZero(ref builder, 4, rows.Sum, operationOrSum + rows.Relay);
        AssertZero(ref builder, 5, rows.Relay, operationOrSum + rows.Relay);
        builder.AssertZero(operationOrSum * builder.Main(NarrowColumns.Slot(6) + 3), "word: zero");

        // isBase: rows with (x, 0, 0, 0) in the slot; isNoDigest: those and rows with (x, y, z, 0).
        static void AssertZero(ref TBuilder builder, int slot, TExpr isBase, TExpr isNoDigest)
        {
            builder.AssertZero(isBase * builder.Main(NarrowColumns.Slot(slot) + 1), "word: zero");
            builder.AssertZero(isBase * builder.Main(NarrowColumns.Slot(slot) + 2), "word: zero");
            builder.AssertZero(isNoDigest * builder.Main(NarrowColumns.Slot(slot) + 3), "word: zero");
        }
    }

    private static void Sum<TBuilder, TExpr, TFactor>(
        ref TBuilder builder, TExpr gate, in PatternSelectors<TExpr> pattern, in TFactor factor, int sumSlot, int middlesColumn)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
        where TFactor : struct, ISumFactor<TExpr>
    {
        int sumColumn = NarrowColumns.Slot(sumSlot);
        Cubic<TExpr> sum = CubicCells.Main<TBuilder, TExpr>(ref builder, sumColumn);
        Cubic<TExpr> fromSecond = CubicCells.Main<TBuilder, TExpr>(ref builder, middlesColumn);
        Cubic<TExpr> fromThird = CubicCells.Main<TBuilder, TExpr>(ref builder, middlesColumn + 3);
        Cubic<TExpr> rest = CubicCells.MainNext<TBuilder, TExpr>(ref builder, sumColumn) * builder.Parameter<TBuilder, TExpr>(SumParameters.Continues);

        PatternSelectors<TExpr> second = pattern.AfterHalf, third = second.AfterHalf;
        Cubic<TExpr> thirdSum = SpongeSums.Half(third, HalfAt<TBuilder, TExpr>(ref builder, 2), factor, rest);
        Cubic<TExpr> secondSum = SpongeSums.Half(second, HalfAt<TBuilder, TExpr>(ref builder, 1), factor, fromThird);
        Cubic<TExpr> firstSum = SpongeSums.Half(pattern, HalfAt<TBuilder, TExpr>(ref builder, 0), factor, fromSecond);
        CubicCells.AssertZero(ref builder, (fromThird - thirdSum) * gate, "sum: third word");
        CubicCells.AssertZero(ref builder, (fromSecond - secondSum) * gate, "sum: second word");
        CubicCells.AssertZero(ref builder, (sum - firstSum) * gate, "sum: first word");
    }

    private static HalfBlock<TExpr> HalfAt<TBuilder, TExpr>(ref TBuilder builder, int slot)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        int column = NarrowColumns.Slot(slot);
        return new(builder.Main(column), builder.Main(column + 1), builder.Main(column + 2), builder.Main(column + 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Operation<TBuilder, TExpr>(ref TBuilder builder, TExpr gate, int parameter, int slotA, int slotB, int slotC, int slotD)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Cubic<TExpr> a = CubicCells.Main<TBuilder, TExpr>(ref builder, NarrowColumns.Slot(slotA));
        Cubic<TExpr> b = CubicCells.Main<TBuilder, TExpr>(ref builder, NarrowColumns.Slot(slotB));
        Cubic<TExpr> c = CubicCells.Main<TBuilder, TExpr>(ref builder, NarrowColumns.Slot(slotC));
        Cubic<TExpr> d = CubicCells.Main<TBuilder, TExpr>(ref builder, NarrowColumns.Slot(slotD));
        Cubic<TExpr> result = a * b * builder.Parameter<TBuilder, TExpr>(parameter + OperationParameters.Product)
            + a * builder.Parameter<TBuilder, TExpr>(parameter + OperationParameters.Left)
            + c * builder.Parameter<TBuilder, TExpr>(parameter + OperationParameters.Addend)
            + builder.Parameter<TBuilder, TExpr>(parameter + OperationParameters.Constant);
        CubicCells.AssertZero(ref builder, (d - result) * gate, "operation: result");
    }

    /// <summary>product = (1 + bit·(factor − 1))·(1 + continues·(next product − 1)).</summary>
    private static void Product<TBuilder, TExpr>(ref TBuilder builder, TExpr gate, TExpr bit, int slot, TExpr factorLess1, TExpr continues)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr one = TExpr.From(Goldilocks.One);
        TExpr rest = one + continues * (builder.MainNext(NarrowColumns.Slot(slot)) - one);
        builder.AssertZero(gate * (builder.Main(NarrowColumns.Slot(slot)) - (one + bit * factorLess1) * rest), "bit: product");
    }
}
