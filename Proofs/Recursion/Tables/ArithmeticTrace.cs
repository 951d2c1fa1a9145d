using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The main columns of <see cref="ArithmeticAir"/>.</summary>
public static class ArithmeticTrace
{
    private const int Grain = 4096;

    /// <summary>Writes the operations' values; what is left of 2^logHeight rows is zero.</summary>
    public static NativeMatrix Create(RowValues values, int lanes, int logHeight, Workers workers)
    {
        int rowCount = (values.ArithmeticCount + lanes - 1) / lanes;
        NativeMatrix trace = TableMatrix.Create("arithmetic", rowCount, logHeight, lanes * ArithmeticColumns.LaneWidth);
        workers.ForRanges(values.ArithmeticCount, Grain, (_, first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                int column = i % lanes * ArithmeticColumns.LaneWidth;
                ArithmeticValues operation = values.Arithmetic(i);
                trace.SetCells(i / lanes, column + ArithmeticColumns.A, operation.A);
                trace.SetCells(i / lanes, column + ArithmeticColumns.B, operation.B);
                trace.SetCells(i / lanes, column + ArithmeticColumns.C, operation.C);
                trace.SetCells(i / lanes, column + ArithmeticColumns.D, operation.D);
            }
        });
        return trace;
    }
}
