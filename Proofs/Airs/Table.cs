using Rollup.Crypto;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Airs;

/// <summary>An AIR that is ready to run in every context. The one virtual call is per table; everything below is code of that AIR alone.</summary>
public abstract class Table
{
    private protected Table(AirShape shape) => Shape = shape;

    public AirShape Shape { get; }

    public static Table Of<TAir>(TAir air)
        where TAir : struct, IAir =>
        new Table<TAir>(air);

    public override string ToString() => Shape.Name;

    /// <summary>Fills the auxiliary columns and returns the table's sum.</summary>
    internal abstract GoldilocksCubic GenerateAuxiliary(AuxiliaryTask task, Workers workers);

    internal abstract void EvaluateQuotient(QuotientTask task, Workers workers);

    /// <summary>States the constraints at a point.</summary>
    internal abstract void Evaluate(ref PointBuilder builder);

    /// <summary>States the constraints on one row of a trace.</summary>
    internal abstract void Evaluate(ref RowBuilder builder);
}

internal sealed class Table<TAir>(TAir air) : Table(AirShape.Of(air))
    where TAir : struct, IAir
{
    internal override GoldilocksCubic GenerateAuxiliary(AuxiliaryTask task, Workers workers) =>
        PathFor(workers, task.Main.RowCount) switch
        {
            VectorPath.Avx512 => AuxiliaryGenerator<TAir, PackedGoldilocks512>.Run(air, task, workers),
            VectorPath.Avx2 => AuxiliaryGenerator<TAir, PackedGoldilocks256>.Run(air, task, workers),
            _ => AuxiliaryGenerator<TAir, PackedGoldilocks1>.Run(air, task, workers),
        };

    internal override void EvaluateQuotient(QuotientTask task, Workers workers)
    {
        switch (PathFor(workers, 1 << task.LogHeight))
        {
            case VectorPath.Avx512:
                QuotientEvaluator<TAir, PackedGoldilocks512>.Run(air, task, workers);
                break;
            case VectorPath.Avx2:
                QuotientEvaluator<TAir, PackedGoldilocks256>.Run(air, task, workers);
                break;
            default:
                QuotientEvaluator<TAir, PackedGoldilocks1>.Run(air, task, workers);
                break;
        }
    }

    internal override void Evaluate(ref PointBuilder builder) => air.Eval<PointBuilder, GoldilocksCubic>(ref builder);

    internal override void Evaluate(ref RowBuilder builder) => air.Eval<RowBuilder, Goldilocks>(ref builder);

    /// <summary>A table with fewer rows than a pack has lanes takes the scalar path.</summary>
    private static VectorPath PathFor(Workers workers, int height) => height < PackedGoldilocks512.Width ? VectorPath.Scalar : workers.Path;
}
