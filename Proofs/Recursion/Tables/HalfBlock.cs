using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Four of the eight elements of a block of a matrix's row.</summary>
public readonly struct HalfBlock<TExpr>(TExpr e0, TExpr e1, TExpr e2, TExpr e3)
    where TExpr : struct, IAlgebra<TExpr>
{
    public readonly TExpr E0 = e0;

    public readonly TExpr E1 = e1;

    public readonly TExpr E2 = e2;

    public readonly TExpr E3 = e3;

    public HalfBlock(ReadOnlySpan<TExpr> elements)
        : this(elements[0], elements[1], elements[2], elements[3])
    {
    }
}
