using Rollup.Crypto;

namespace Rollup.Proofs.Tests.Mutations;

/// <summary>Three equations over the base field: the coefficients of one over the extension.</summary>
internal static class LinearSystem
{
    /// <summary>d₀, d₁, d₂ with Σ dᵢ·effectsᵢ = target: Cramer's rule.</summary>
    public static GoldilocksCubic Solve(GoldilocksCubic[] effects, GoldilocksCubic target)
    {
        Goldilocks determinant = Determinant(effects[0], effects[1], effects[2]);
        Assert.False(determinant.IsZero);
        Goldilocks inverse = determinant.Inverse();
        return new(
            Determinant(target, effects[1], effects[2]) * inverse,
            Determinant(effects[0], target, effects[2]) * inverse,
            Determinant(effects[0], effects[1], target) * inverse);
    }

    private static Goldilocks Determinant(GoldilocksCubic a, GoldilocksCubic b, GoldilocksCubic c) =>
        a.C0 * (b.C1 * c.C2 - b.C2 * c.C1) - a.C1 * (b.C0 * c.C2 - b.C2 * c.C0) + a.C2 * (b.C0 * c.C1 - b.C1 * c.C0);
}
