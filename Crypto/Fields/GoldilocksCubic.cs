using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>An element c0 + c1·X + c2·X² of F³ = F[X]/(X³ − X − 1): the field of the proof system's challenges.</summary>
/// <remarks>X³ − X − 1 has no root in Goldilocks and is therefore irreducible; a test recomputes it.</remarks>
public readonly struct GoldilocksCubic(Goldilocks c0, Goldilocks c1, Goldilocks c2) : IExtensionField<GoldilocksCubic>
{
    public Goldilocks C0 { get; } = c0;

    public Goldilocks C1 { get; } = c1;

    public Goldilocks C2 { get; } = c2;

    public static GoldilocksCubic Zero => default;

    public static GoldilocksCubic One => new(Goldilocks.One, default, default);

    public static int Degree => 3;

    public bool IsZero => C0.IsZero && C1.IsZero && C2.IsZero;

    public Goldilocks this[int index] => index switch
    {
        0 => C0,
        1 => C1,
        2 => C2,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "A cubic element has three coefficients."),
    };

    public static GoldilocksCubic From(Goldilocks value) => new(value, default, default);

    public static implicit operator GoldilocksCubic(Goldilocks value) => From(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksCubic operator +(GoldilocksCubic left, GoldilocksCubic right) =>
        new(left.C0 + right.C0, left.C1 + right.C1, left.C2 + right.C2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksCubic operator -(GoldilocksCubic left, GoldilocksCubic right) =>
        new(left.C0 - right.C0, left.C1 - right.C1, left.C2 - right.C2);

    public static GoldilocksCubic operator -(GoldilocksCubic value) => new(-value.C0, -value.C1, -value.C2);

    /// <summary>Schoolbook product, reduced with X³ = X + 1 and X⁴ = X² + X.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksCubic operator *(GoldilocksCubic left, GoldilocksCubic right)
    {
        Goldilocks d3 = left.C1 * right.C2 + left.C2 * right.C1;
        Goldilocks d4 = left.C2 * right.C2;
        return new(
            left.C0 * right.C0 + d3,
            left.C0 * right.C1 + left.C1 * right.C0 + d3 + d4,
            left.C0 * right.C2 + left.C1 * right.C1 + left.C2 * right.C0 + d4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksCubic operator *(GoldilocksCubic left, Goldilocks right) =>
        new(left.C0 * right, left.C1 * right, left.C2 * right);

    public static bool operator ==(GoldilocksCubic left, GoldilocksCubic right) => left.Equals(right);

    public static bool operator !=(GoldilocksCubic left, GoldilocksCubic right) => !left.Equals(right);

    public GoldilocksCubic Pow(ulong exponent)
    {
        GoldilocksCubic result = One;
        GoldilocksCubic power = this;
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                result *= power;
            }

            power *= power;
        }

        return result;
    }

    /// <summary>Solves a·b = 1 by Cramer's rule on the matrix of multiplication by this element.</summary>
    public GoldilocksCubic Inverse()
    {
        if (IsZero)
        {
            throw new DivideByZeroException("Zero has no inverse in the cubic extension.");
        }

        // Columns of the matrix: a, a·X, a·X².
        // a·X  = (c2, c0 + c2, c1);  a·X² = (c1, c1 + c2, c0 + c2).
        Goldilocks a = C0, d = C1, g = C2;
        Goldilocks b = C2, e = C0 + C2, h = C1;
        Goldilocks c = C1, f = C1 + C2, i = C0 + C2;

        Goldilocks cofactor0 = e * i - f * h;
        Goldilocks cofactor1 = f * g - d * i;
        Goldilocks cofactor2 = d * h - e * g;
        Goldilocks inverseDeterminant = (a * cofactor0 + b * cofactor1 + c * cofactor2).Inverse();
        return new(cofactor0 * inverseDeterminant, cofactor1 * inverseDeterminant, cofactor2 * inverseDeterminant);
    }

    public bool Equals(GoldilocksCubic other) => C0 == other.C0 && C1 == other.C1 && C2 == other.C2;

    public override bool Equals(object? obj) => obj is GoldilocksCubic other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(C0, C1, C2);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({C0}, {C1}, {C2})");
}
