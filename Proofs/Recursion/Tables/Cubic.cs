using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>An element c₀ + c₁·X + c₂·X² of F[X]/(X³ − X − 1) whose coefficients are expressions: what a verifier computes with, inside an AIR.</summary>
public readonly struct Cubic<TExpr>(TExpr c0, TExpr c1, TExpr c2)
    where TExpr : struct, IAlgebra<TExpr>
{
    public readonly TExpr C0 = c0;

    public readonly TExpr C1 = c1;

    public readonly TExpr C2 = c2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Cubic<TExpr> operator +(Cubic<TExpr> left, Cubic<TExpr> right) =>
        new(left.C0 + right.C0, left.C1 + right.C1, left.C2 + right.C2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Cubic<TExpr> operator +(Cubic<TExpr> left, TExpr right) => new(left.C0 + right, left.C1, left.C2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Cubic<TExpr> operator -(Cubic<TExpr> left, Cubic<TExpr> right) =>
        new(left.C0 - right.C0, left.C1 - right.C1, left.C2 - right.C2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Cubic<TExpr> operator *(Cubic<TExpr> left, TExpr right) => new(left.C0 * right, left.C1 * right, left.C2 * right);

    /// <summary>Karatsuba: six products; reduced with X³ = X + 1 and X⁴ = X² + X.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // see SpongeSums.Half
    public static Cubic<TExpr> operator *(in Cubic<TExpr> left, in Cubic<TExpr> right)
    {
        TExpr p00 = left.C0 * right.C0;
        TExpr p11 = left.C1 * right.C1;
        TExpr p22 = left.C2 * right.C2;
        TExpr p01 = (left.C0 + left.C1) * (right.C0 + right.C1) - p00 - p11;
        TExpr p02 = (left.C0 + left.C2) * (right.C0 + right.C2) - p00 - p22;
        TExpr p12 = (left.C1 + left.C2) * (right.C1 + right.C2) - p11 - p22;
        return new(p00 + p12, p01 + p12 + p22, p02 + p11 + p22);
    }
}

/// <summary>Elements of F³ in the cells of a row.</summary>
internal static class CubicCells
{
    /// <summary>Three main columns of this row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Cubic<TExpr> Main<TBuilder, TExpr>(ref TBuilder builder, int column)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        new(builder.Main(column), builder.Main(column + 1), builder.Main(column + 2));

    /// <summary>Three main columns of the next row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Cubic<TExpr> MainNext<TBuilder, TExpr>(ref TBuilder builder, int column)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        new(builder.MainNext(column), builder.MainNext(column + 1), builder.MainNext(column + 2));

    /// <summary>Three constraints: every coefficient is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AssertZero<TBuilder, TExpr>(ref TBuilder builder, Cubic<TExpr> value, string name)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        builder.AssertZero(value.C0, name);
        builder.AssertZero(value.C1, name);
        builder.AssertZero(value.C2, name);
    }
}
