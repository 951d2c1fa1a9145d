using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.RangeCheck;

/// <summary>Each real row's value lies below 2^32; their sum is public.</summary>
/// <remarks>Padding rows are zero and ask for nothing.</remarks>
public readonly struct LimbsAir : IAir
{
    private const ulong LimbSize = 1 << 16;

    public string Name => "limbs";

    public int MainWidth => LimbsColumns.Count;

    public int PreprocessedWidth => 0;

    public int PublicCount => 1;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr isReal = builder.Main(LimbsColumns.IsReal);
        TExpr value = builder.Main(LimbsColumns.Value);
        TExpr low = builder.Main(LimbsColumns.LowLimb);
        TExpr high = builder.Main(LimbsColumns.HighLimb);
        TExpr total = builder.Main(LimbsColumns.Total);

        builder.AssertBoolean(isReal);
        builder.AssertZero(value - low - high * new Goldilocks(LimbSize));
        builder.AssertZero((TExpr.From(Goldilocks.One) - isReal) * value);
        builder.AssertZeroOnFirstRow(total - value);
        builder.AssertZeroOnTransition(builder.MainNext(LimbsColumns.Total) - total - builder.MainNext(LimbsColumns.Value));
        builder.AssertZeroOnLastRow(total - builder.Public(0));

        builder.Send(RangeBus.Range16, isReal, 1, low);
        builder.Send(RangeBus.Range16, isReal, 1, high);
    }
}
