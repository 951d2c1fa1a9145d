using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.RangeCheck;

/// <summary>Provides the numbers of its preprocessed column to whoever asks.</summary>
public readonly struct RangeTableAir : IAir
{
    public string Name => "range-table";

    public int MainWidth => RangeTableColumns.Count;

    public int PreprocessedWidth => RangeTableColumns.PreprocessedCount;

    public int PublicCount => 0;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.Provide(
            RangeBus.Range16,
            builder.Main(RangeTableColumns.Multiplicity),
            builder.Preprocessed(RangeTableColumns.Value));
}
