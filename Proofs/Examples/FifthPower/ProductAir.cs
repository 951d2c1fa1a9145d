using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.FifthPower;

/// <summary>Confirms the products of its real rows, each once.</summary>
public readonly struct ProductAir : IAir
{
    public string Name => "product";

    public int MainWidth => ProductColumns.Count;

    public int PreprocessedWidth => 0;

    public int PublicCount => 0;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr isReal = builder.Main(ProductColumns.IsReal);
        TExpr left = builder.Main(ProductColumns.Left);
        TExpr right = builder.Main(ProductColumns.Right);
        TExpr product = builder.Main(ProductColumns.Product);

        builder.AssertBoolean(isReal);
        builder.AssertZero(left * right - product);

        builder.Receive(ProductBus.Product, isReal, 1, left, right, product);
    }
}
