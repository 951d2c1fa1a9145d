using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.FifthPower;

/// <summary>Fifth powers as in <see cref="FifthPowerAir"/>, but only those that were asked for: each real row receives its question.</summary>
/// <remarks>Has no public values: the statement sends the questions as public messages. The columns are <see cref="FifthPowerColumns"/>.</remarks>
public readonly struct AskedPowerAir : IAir
{
    /// <summary>The first element of the questions that are answered here.</summary>
    public const ulong Exponent = 5;

    public string Name => "asked-power";

    public int MainWidth => FifthPowerColumns.Count;

    public int PreprocessedWidth => 0;

    public int PublicCount => 0;

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

        builder.Receive(QuestionBus.Question, isReal, 1, TExpr.From(Exponent), x, fifth);
        builder.Send(ProductBus.Product, isReal, 1, x, x, square);
        builder.Send(ProductBus.Product, isReal, 1, square, square, fourth);
        builder.Send(ProductBus.Product, isReal, 1, fourth, x, fifth);
    }
}
