using Rollup.Proofs.Transforms;

namespace Rollup.Benchmarks;

internal static class BenchmarkMatrix
{
    /// <summary>A matrix of arbitrary but fixed elements.</summary>
    public static NativeMatrix Fill(int rowCount, int columnCount)
    {
        NativeMatrix matrix = new(rowCount, columnCount);
        Workers.All.ForRanges(rowCount, 1 << 10, (_, start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                for (int column = 0; column < columnCount; column++)
                {
                    matrix[row, column] = ((ulong)(row * columnCount + column) * 0x9E37_79B9_7F4A_7C15) >> 1;
                }
            }
        });
        return matrix;
    }
}
