using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.FifthPower;

/// <summary>Claims fifth powers, three products each, all of which the table of <see cref="ProductAir"/> must confirm.</summary>
/// <remarks>Public values: x and x⁵ of the first row.</remarks>
public readonly struct FifthPowerAir : IAir
{
    public string Name => "fifth-power";

    public int MainWidth => FifthPowerColumns.Count;

    public int PreprocessedWidth => 0;

    public int PublicCount => 2;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr isReal = builder.Main(FifthPowerColumns.IsReal);
        TExpr x = builder.Main(FifthPowerColumns.Base);
        TExpr square = builder.Main(FifthPowerColumns.Square);
        TExpr fourth = builder.Main(FifthPowerColumns.Fourth);
        TExpr fifth = builder.Main(FifthPowerColumns.Fifth);

        builder.AssertBoolean(isReal);
        builder.AssertZeroOnFirstRow(isReal - TExpr.From(Goldilocks.One));
        builder.AssertZeroOnFirstRow(x - builder.Public(0));
        builder.AssertZeroOnFirstRow(fifth - builder.Public(1));

        builder.Send(ProductBus.Product, isReal, 1, x, x, square);
        builder.Send(ProductBus.Product, isReal, 1, square, square, fourth);
        builder.Send(ProductBus.Product, isReal, 1, fourth, x, fifth);
    }
}
