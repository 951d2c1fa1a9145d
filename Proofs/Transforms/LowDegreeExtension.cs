using System.Numerics;
using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>Low-degree extension of whole matrices onto the coset g·H′ of <see cref="EvaluationDomain"/>.</summary>
public static class LowDegreeExtension
{
    /// <summary>Extends columns given on H.</summary>
    /// <param name="trace">2^n rows in natural order: row i holds the values at ωⁱ.</param>
    /// <returns>2^(n + logBlowup) rows in bit-reversed order.</returns>
    public static NativeMatrix Extend(NativeMatrix trace, int logBlowup, Workers workers)
    {
        int logRows = EvaluationDomain.LogOf(trace.RowCount);
        NativeMatrix extended = NativeMatrix.Uninitialized(trace.RowCount << logBlowup, trace.ColumnCount);
        workers.For(trace.PanelCount * NativeMatrix.PanelWidth, (_, column) =>
        {
            Goldilocks[] values = new Goldilocks[trace.RowCount];
            for (int row = 0; row < values.Length; row++)
            {
                values[EvaluationDomain.ReverseBits(row, logRows)] = PanelCell(trace, column, row);
            }

            Ntt.Interpolate<Goldilocks>(values, Goldilocks.One);
            Goldilocks[] result = new Goldilocks[extended.RowCount];
            values.CopyTo(result.AsSpan());
            Ntt.Evaluate<Goldilocks>(result, EvaluationDomain.Shift);
            for (int row = 0; row < result.Length; row++)
            {
                PanelCell(extended, column, row) = result[row].Value;
            }
        });
        return extended;
    }

    /// <summary>Splits a polynomial of degree below chunkCount·2^n and extends the parts: q(x) = Σ x^(k·2^n)·q_k(x).</summary>
    /// <param name="values">
    /// Values of q on the coset g·H″ of order chunkCount·2^n, rounded up to a power of two, in bit-reversed order: the first
    /// rows of what an extended trace has. Any number of columns, each its own polynomial.
    /// </param>
    /// <param name="chunkCount">Parts to extend; the degree of q must be below chunkCount·2^n.</param>
    /// <returns>2^(n + logBlowup) rows in bit-reversed order; column k·w + j is part k of column j.</returns>
    public static NativeMatrix ExtendParts(NativeMatrix values, int chunkCount, int logBlowup, Workers workers)
    {
        int rowCount = values.RowCount / (int)BitOperations.RoundUpToPowerOf2((uint)chunkCount);
        int width = values.ColumnCount;
        NativeMatrix extended = new(rowCount << logBlowup, width * chunkCount);
        workers.For(width, (_, column) =>
        {
            Goldilocks[] coefficients = new Goldilocks[values.RowCount];
            for (int row = 0; row < coefficients.Length; row++)
            {
                coefficients[row] = values[row, column];
            }

            Ntt.Interpolate<Goldilocks>(coefficients, EvaluationDomain.Shift);
            for (int chunk = 0; chunk < chunkCount; chunk++)
            {
                Goldilocks[] result = new Goldilocks[extended.RowCount];
                coefficients.AsSpan(chunk * rowCount, rowCount).CopyTo(result);
                Ntt.Evaluate<Goldilocks>(result, EvaluationDomain.Shift);
                for (int row = 0; row < result.Length; row++)
                {
                    extended[row, chunk * width + column] = result[row];
                }
            }
        });
        return extended;
    }

    private static ref ulong PanelCell(NativeMatrix matrix, int column, int row) =>
        ref matrix.PanelRow(column / NativeMatrix.PanelWidth, row)[column % NativeMatrix.PanelWidth];
}
