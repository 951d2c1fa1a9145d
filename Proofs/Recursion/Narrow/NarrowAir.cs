using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>A machine that runs any circuit in one table of few columns: that of the last layer, whose verifier pays by the byte.</summary>
/// <remarks>
/// A permutation takes two rows (width 8) or three (width 12); other rows do two arithmetic operations, one bit or eight,
/// or one block's sums. Words go from row to row over the wire bus, or straight to the next row. Which row does what is
/// preprocessed, by <see cref="NarrowPreprocessed"/> from a <see cref="NarrowLayout"/>. Degree 8.
/// </remarks>
public readonly struct NarrowAir : IAir
{
    public string Name => "narrow";

    public int MainWidth => NarrowColumns.Count;

    public int PreprocessedWidth => NarrowPreprocessedColumns.Count;

    public int PublicCount => 0;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        NarrowSelectors<TExpr> rows = NarrowSelectors<TExpr>.Read(ref builder);
        NarrowNodes.Eval(ref builder, rows);
        NarrowSponges.Eval(ref builder, rows);
        NarrowRows.Sums(ref builder, rows);
        NarrowRows.Operations(ref builder, rows);
        NarrowRows.Bits(ref builder, rows);
        NarrowRows.Zeros(ref builder, rows);

        for (int slot = 0; slot < NarrowColumns.SlotCount; slot++)
        {
            int column = NarrowColumns.Slot(slot);
            builder.Hold(
                NarrowPreprocessedColumns.Address(slot),
                builder.Main(column), builder.Main(column + 1), builder.Main(column + 2), builder.Main(column + 3));
        }
    }
}

internal static class NarrowBuilderExtensions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TExpr Parameter<TBuilder, TExpr>(this ref TBuilder builder, int parameter)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.Preprocessed(NarrowPreprocessedColumns.Parameter + parameter);
}
