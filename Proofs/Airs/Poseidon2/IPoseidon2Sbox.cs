using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>The columns that an S-box x⁷ takes, as a type: few columns of high degree, or more of low degree.</summary>
public interface IPoseidon2Sbox
{
    static abstract int ColumnCount { get; }

    /// <summary>States that the columns belong to <paramref name="x"/>.</summary>
    /// <param name="column">The first of them.</param>
    /// <returns>The cell that holds x⁷: the next layer continues from it, so that degrees do not grow.</returns>
    static abstract TExpr Constrain<TBuilder, TExpr>(ref TBuilder builder, int column, TExpr x)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>;

    /// <summary>Fills the columns and returns x⁷.</summary>
    static abstract TExpr Fill<TExpr>(Span<TExpr> cells, TExpr x)
        where TExpr : struct, IAlgebra<TExpr>;
}

/// <summary>x³ and x⁷: two columns, two constraints of degree 3.</summary>
public readonly struct CubedSbox : IPoseidon2Sbox
{
    public static int ColumnCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TExpr Constrain<TBuilder, TExpr>(ref TBuilder builder, int column, TExpr x)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr cube = builder.Main(column);
        TExpr seventh = builder.Main(column + 1);
        builder.AssertZero(cube - x * x * x, "S-box cube");
        builder.AssertZero(seventh - cube * cube * x, "S-box seventh power");
        return seventh;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TExpr Fill<TExpr>(Span<TExpr> cells, TExpr x)
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr cube = x * x * x;
        TExpr seventh = cube * cube * x;
        cells[0] = cube;
        cells[1] = seventh;
        return seventh;
    }
}

/// <summary>x⁷ alone: one column, one constraint of degree 7. Cheaper where the blow-up is 8 or more anyway.</summary>
public readonly struct WholeSbox : IPoseidon2Sbox
{
    public static int ColumnCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TExpr Constrain<TBuilder, TExpr>(ref TBuilder builder, int column, TExpr x)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr seventh = builder.Main(column);
        builder.AssertZero(seventh - Seventh(x), "S-box seventh power");
        return seventh;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TExpr Fill<TExpr>(Span<TExpr> cells, TExpr x)
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr seventh = Seventh(x);
        cells[0] = seventh;
        return seventh;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TExpr Seventh<TExpr>(TExpr x)
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr cube = x * x * x;
        return cube * cube * x;
    }
}
