using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>The basis 1, X, X² of the cubic extension, X³ = X + 1.</summary>
internal static class CubicBasis
{
    /// <summary>X·a = c2 + (c0 + c2)·X + c1·X².</summary>
    public static GoldilocksCubic TimesX(GoldilocksCubic a) => new(a.C2, a.C0 + a.C2, a.C1);

    /// <summary>f = f₀ + f₁·X + f₂·X² at a point, from the values of f₀, f₁ and f₂ there.</summary>
    public static GoldilocksCubic Join(GoldilocksCubic[] coefficients) =>
        coefficients[0] + TimesX(coefficients[1] + TimesX(coefficients[2]));

    /// <summary>The factor of each base-field column in Σ αʲ·fⱼ.</summary>
    public static GoldilocksCubic[] ColumnFactors(MatrixShape shape, GoldilocksCubic alpha)
    {
        GoldilocksCubic[] factors = new GoldilocksCubic[shape.ColumnCount];
        GoldilocksCubic power = GoldilocksCubic.One;
        for (int column = 0; column < factors.Length; column++)
        {
            bool continues = shape.Kind == ColumnKind.Cubic && column % GoldilocksCubic.Degree != 0;
            factors[column] = continues ? TimesX(factors[column - 1]) : power;
            power = continues ? power : power * alpha;
        }

        return factors;
    }

    /// <summary>Σ αʲ·vⱼ, by Horner's rule.</summary>
    public static GoldilocksCubic Combine(ReadOnlySpan<GoldilocksCubic> values, GoldilocksCubic alpha)
    {
        GoldilocksCubic sum = default;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            sum = sum * alpha + values[i];
        }

        return sum;
    }
}
