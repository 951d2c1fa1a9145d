using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The preprocessed columns of <see cref="ArithmeticAir"/>.</summary>
public static class ArithmeticPreprocessed
{
    /// <summary>Operation i stands in row i / lanes, lane i mod lanes; the rest of the 2^logHeight rows is padding.</summary>
    public static NativeMatrix Create(ReadOnlySpan<ArithmeticRow> operations, int lanes, int logHeight)
    {
        NativeMatrix matrix = TableMatrix.Create(
            "arithmetic", (operations.Length + lanes - 1) / lanes, logHeight, lanes * ArithmeticColumns.PreprocessedLaneWidth);
        for (int i = 0; i < operations.Length; i++)
        {
            Write(matrix, i / lanes, i % lanes * ArithmeticColumns.PreprocessedLaneWidth, operations[i]);
        }

        return matrix;
    }

    private static void Write(NativeMatrix matrix, int row, int first, in ArithmeticRow operation)
    {
        matrix.SetSlot(row, first + ArithmeticColumns.SlotA, operation.A);
        matrix.SetSlot(row, first + ArithmeticColumns.SlotB, operation.B);
        matrix.SetSlot(row, first + ArithmeticColumns.SlotC, operation.C);
        matrix.SetSlot(row, first + ArithmeticColumns.SlotD, operation.D);
        matrix[row, first + ArithmeticColumns.Product] = operation.Product;
        matrix[row, first + ArithmeticColumns.Left] = operation.Left;
        matrix[row, first + ArithmeticColumns.Addend] = operation.Addend;
        matrix[row, first + ArithmeticColumns.Constant] = operation.Constant;
    }
}
