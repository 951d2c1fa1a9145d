using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The u of a sum Σ uⁱ·fᵢ: an element of F³ or of F.</summary>
public interface ISumFactor<TExpr>
    where TExpr : struct, IAlgebra<TExpr>
{
    Cubic<TExpr> Times(Cubic<TExpr> value);
}

/// <summary>A factor in F³.</summary>
public readonly struct CubicSumFactor<TExpr>(Cubic<TExpr> factor) : ISumFactor<TExpr>
    where TExpr : struct, IAlgebra<TExpr>
{
    private readonly Cubic<TExpr> _factor = factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Cubic<TExpr> Times(Cubic<TExpr> value) => _factor * value;
}

/// <summary>A factor in F.</summary>
public readonly struct BaseSumFactor<TExpr>(TExpr factor) : ISumFactor<TExpr>
    where TExpr : struct, IAlgebra<TExpr>
{
    private readonly TExpr _factor = factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Cubic<TExpr> Times(Cubic<TExpr> value) => value * _factor;
}
