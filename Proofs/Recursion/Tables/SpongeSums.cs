using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Σ uⁱ·fᵢ over a row of a matrix, four elements at a time from the last to the first.</summary>
/// <remarks>
/// With rest for the sum of all that follows, which includes the powers of X of a polynomial that began before it, four
/// elements e₀ … e₃ lead to
/// <code>
/// base      e₀ + u·(e₁ + u·(e₂ + u·(e₃ + u·rest)))
/// phase 0   e₀ + e₁·X + e₂·X² + u·(e₃ + rest)
/// phase 1   e₀·X + e₁·X² + u·(e₂ + e₃·X + rest)
/// phase 2   e₀·X² + u·(e₁ + e₂·X + e₃·X² + u·rest)
/// </code>
/// so all of them are "head + u·tail", and the selectors choose head and tail.
/// </remarks>
public static class SpongeSums
{
    /// <summary>The sum from these four elements on; zero if no selector is set.</summary>
    /// <remarks>
    /// A call of its own, like the products in it: inlined four times into a row's constraints these are more locals than
    /// the JIT keeps track of, and a row of the table took a fifth longer.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Cubic<TExpr> Half<TExpr, TFactor>(
        in PatternSelectors<TExpr> pattern, in HalfBlock<TExpr> elements, in TFactor factor, in Cubic<TExpr> rest)
        where TExpr : struct, IAlgebra<TExpr>
        where TFactor : struct, ISumFactor<TExpr>
    {
        (TExpr e0, TExpr e1, TExpr e2, TExpr e3) = (elements.E0, elements.E1, elements.E2, elements.E3);
        Cubic<TExpr> scaledRest = factor.Times(rest);
        Cubic<TExpr> baseTail = factor.Times(factor.Times(scaledRest + e3) + e2) + e1;

        Cubic<TExpr> head = new(
            (pattern.Base + pattern.Phase0) * e0,
            pattern.Phase0 * e1 + pattern.Phase1 * e0,
            pattern.Phase0 * e2 + pattern.Phase1 * e1 + pattern.Phase2 * e0);
        Cubic<TExpr> cubicTail = new(
            pattern.Phase0 * e3 + pattern.Phase1 * e2 + pattern.Phase2 * e1,
            pattern.Phase1 * e3 + pattern.Phase2 * e2,
            pattern.Phase2 * e3);
        Cubic<TExpr> tail = baseTail * pattern.Base + cubicTail + rest * (pattern.Phase0 + pattern.Phase1) + scaledRest * pattern.Phase2;
        return head + factor.Times(tail);
    }

    /// <summary>Both sums of a block, for whoever executes a circuit.</summary>
    /// <param name="values">Input and factors are set; the sums are written.</param>
    /// <param name="next">The next block of the same row; not read unless the row continues.</param>
    public static void Write(in SpongeRow row, SpongeValues values, SpongeValues next)
    {
        PatternSelectors<Goldilocks> pattern = PatternSelectors.Of(row.Pattern);
        (Cubic<Goldilocks> cubicMiddle, Cubic<Goldilocks> baseMiddle) = Middles(row, values, next);
        HalfBlock<Goldilocks> first = new(values.Input);
        Write(Half(pattern, first, FactorOf(values), cubicMiddle), values.CubicSum);
        Write(Half(pattern, first, new BaseSumFactor<Goldilocks>(values.BaseFactor), baseMiddle), values.BaseSum);
    }

    /// <summary>Both sums from the block's second half on.</summary>
    /// <param name="next">The next block of the same row; not read unless the row continues.</param>
    internal static (Cubic<Goldilocks> Cubic, Cubic<Goldilocks> Base) Middles(in SpongeRow row, SpongeValues values, SpongeValues next)
    {
        PatternSelectors<Goldilocks> pattern = PatternSelectors.Of(row.Pattern).AfterHalf;
        HalfBlock<Goldilocks> second = new(values.Input[4..]);
        Cubic<Goldilocks> cubicRest = row.Continues ? Read(next.CubicSum) : default;
        Cubic<Goldilocks> baseRest = row.Continues ? Read(next.BaseSum) : default;
        return (
            Half(pattern, second, FactorOf(values), cubicRest),
            Half(pattern, second, new BaseSumFactor<Goldilocks>(values.BaseFactor), baseRest));
    }

    private static CubicSumFactor<Goldilocks> FactorOf(SpongeValues values) => new(Read(values.CubicFactor));

    private static Cubic<Goldilocks> Read(ReadOnlySpan<Goldilocks> elements) => new(elements[0], elements[1], elements[2]);

    private static void Write(Cubic<Goldilocks> value, Span<Goldilocks> elements)
    {
        (elements[0], elements[1], elements[2]) = (value.C0, value.C1, value.C2);
    }
}
