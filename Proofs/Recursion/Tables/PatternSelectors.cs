using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>A <see cref="RowPattern"/> as four selectors, at most one of which is 1.</summary>
public readonly struct PatternSelectors<TExpr>(TExpr @base, TExpr phase0, TExpr phase1, TExpr phase2)
    where TExpr : struct, IAlgebra<TExpr>
{
    public readonly TExpr Base = @base;

    public readonly TExpr Phase0 = phase0;

    public readonly TExpr Phase1 = phase1;

    public readonly TExpr Phase2 = phase2;

    /// <summary>The pattern of the four elements that follow: a polynomial takes three, and 4 = 1 mod 3.</summary>
    public PatternSelectors<TExpr> AfterHalf => new(Base, Phase2, Phase0, Phase1);
}

/// <summary>Makes selectors of patterns.</summary>
public static class PatternSelectors
{
    public static PatternSelectors<Goldilocks> Of(RowPattern pattern) => new(
        Selector(pattern, RowPattern.Base),
        Selector(pattern, RowPattern.CubicPhase0),
        Selector(pattern, RowPattern.CubicPhase1),
        Selector(pattern, RowPattern.CubicPhase2));

    private static Goldilocks Selector(RowPattern pattern, RowPattern selected) => pattern == selected ? Goldilocks.One : Goldilocks.Zero;
}
