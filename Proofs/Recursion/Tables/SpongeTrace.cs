using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The main columns of <see cref="SpongeAir"/>.</summary>
public static class SpongeTrace
{
    private const int Grain = 4096;

    /// <summary>Writes the rows' values; what is left of 2^logHeight rows permutes zeros.</summary>
    /// <param name="rows">The rows of the circuit that the values belong to.</param>
    public static NativeMatrix Create(ReadOnlyMemory<SpongeRow> rows, RowValues values, int logHeight, Workers workers)
    {
        NativeMatrix trace = TableMatrix.Create("sponge", rows.Length, logHeight, SpongeColumns.Count);
        workers.ForRanges(rows.Length, Grain, (_, first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                SpongeRow descriptor = rows.Span[row];
                Write(trace, row, descriptor, values.Sponge(row), descriptor.Continues ? values.Sponge(row + 1) : default);
            }
        });
        Poseidon2RowFiller.Fill<Width12, WholeSbox>(trace, workers);
        return trace;
    }

    private static void Write(NativeMatrix trace, int row, in SpongeRow descriptor, SpongeValues values, SpongeValues next)
    {
        trace.SetCells(row, SpongeColumns.Input, values.Input);
        trace.SetCells(row, SpongeColumns.CubicFactor, values.CubicFactor);
        trace[row, SpongeColumns.BaseFactor] = values.BaseFactor;
        if (descriptor.Pattern == RowPattern.None)
        {
            return;
        }

        (Cubic<Goldilocks> cubicMiddle, Cubic<Goldilocks> baseMiddle) = SpongeSums.Middles(descriptor, values, next);
        trace.SetCells(row, SpongeColumns.CubicMiddle, cubicMiddle);
        trace.SetCells(row, SpongeColumns.BaseMiddle, baseMiddle);
        trace.SetCells(row, SpongeColumns.CubicSum, values.CubicSum);
        trace.SetCells(row, SpongeColumns.BaseSum, values.BaseSum);
    }
}
