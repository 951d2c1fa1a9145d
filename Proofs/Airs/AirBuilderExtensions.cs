using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Airs;

/// <summary>Phrases that AIRs share.</summary>
public static class AirBuilderExtensions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AssertEqual<TBuilder, TExpr>(
        this ref TBuilder builder, TExpr left, TExpr right, [CallerArgumentExpression(nameof(left))] string name = "")
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.AssertZero(left - right, name);

    /// <summary>x·(x − 1) = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AssertBoolean<TBuilder, TExpr>(
        this ref TBuilder builder, TExpr value, [CallerArgumentExpression(nameof(value))] string name = "")
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.AssertZero(value * (value - TExpr.From(Goldilocks.One)), name);

    /// <summary><paramref name="value"/> is zero on the first row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AssertZeroOnFirstRow<TBuilder, TExpr>(
        this ref TBuilder builder, TExpr value, [CallerArgumentExpression(nameof(value))] string name = "")
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.AssertZero(builder.IsFirstRow * value, name);

    /// <summary><paramref name="value"/> is zero on the last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AssertZeroOnLastRow<TBuilder, TExpr>(
        this ref TBuilder builder, TExpr value, [CallerArgumentExpression(nameof(value))] string name = "")
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.AssertZero(builder.IsLastRow * value, name);

    /// <summary><paramref name="value"/> is zero on every row but the last, where "next" would wrap around.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AssertZeroOnTransition<TBuilder, TExpr>(
        this ref TBuilder builder, TExpr value, [CallerArgumentExpression(nameof(value))] string name = "")
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.AssertZero(builder.IsTransition * value, name);
}
