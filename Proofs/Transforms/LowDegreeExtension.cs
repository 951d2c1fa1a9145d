using System.Numerics;

namespace Rollup.Proofs.Transforms;

/// <summary>Low-degree extension of whole matrices onto the coset g·H′ of <see cref="EvaluationDomain"/>.</summary>
public static unsafe class LowDegreeExtension
{
    private const int Row = NativeMatrix.PanelWidth;

    /// <summary>Extends columns given on H.</summary>
    /// <param name="trace">2^n rows in natural order: row i holds the values at ωⁱ.</param>
    /// <returns>2^(n + logBlowup) rows in bit-reversed order.</returns>
    public static NativeMatrix Extend(NativeMatrix trace, int logBlowup, Workers workers)
    {
        NativeMatrix extended = NativeMatrix.Uninitialized(trace.RowCount << logBlowup, trace.ColumnCount);
        PanelExtender extender = new(trace, extended, logBlowup, PanelKernel.Of(workers.Path));

        // A panel per thread while every thread has one; the last few are done together.
        int alone = trace.PanelCount / workers.ThreadCount * workers.ThreadCount;
        workers.For(alone, (_, panel) =>
        {
            extender.Interpolate(panel);
            for (int coset = 0; coset <= extender.LastCoset; coset++)
            {
                extender.Evaluate(panel, coset);
            }
        });

        int together = trace.PanelCount - alone;
        workers.For(together, (_, item) => extender.Interpolate(alone + item));
        workers.For(together * extender.LastCoset, (_, item) =>
            extender.Evaluate(alone + item / extender.LastCoset, item % extender.LastCoset));
        workers.For(together, (_, item) => extender.Evaluate(alone + item, extender.LastCoset));
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
        using NativeMatrix coefficients = Interpolate(values, workers);
        using NativeMatrix parts = chunkCount == 1 ? coefficients : Split(coefficients, chunkCount, workers);

        int logRowCount = EvaluationDomain.LogOf(parts.RowCount);
        NativeMatrix extended = NativeMatrix.Uninitialized(parts.RowCount << logBlowup, parts.ColumnCount);
        BlockTransform transform = new(PanelKernel.Of(workers.Path));
        workers.For(parts.PanelCount << logBlowup, (_, item) =>
        {
            int panel = item >> logBlowup;
            int coset = item & ((1 << logBlowup) - 1);
            ulong* target = extended.Panel(panel) + ((nint)coset << logRowCount) * Row;
            transform.Evaluate(parts.Panel(panel), target, TransformTables.Coset(logRowCount, logBlowup, coset));
        });
        return extended;
    }

    /// <summary>Values on g·H in bit-reversed order to coefficients in natural order.</summary>
    internal static NativeMatrix Interpolate(NativeMatrix values, Workers workers)
    {
        int logRowCount = EvaluationDomain.LogOf(values.RowCount);
        NativeMatrix coefficients = NativeMatrix.Uninitialized(values.RowCount, values.ColumnCount);
        PanelKernel kernel = PanelKernel.Of(workers.Path);
        BlockTransform transform = new(kernel);
        workers.For(values.PanelCount, (_, panel) =>
        {
            ulong* rows = coefficients.Panel(panel);
            transform.Combine(values.Panel(panel), rows, TransformTables.Inverse(logRowCount));
            kernel.Multiply(rows, values.RowCount, TransformTables.Unshift(logRowCount).Words, 1);
        });
        return coefficients;
    }

    private static NativeMatrix Split(NativeMatrix coefficients, int chunkCount, Workers workers)
    {
        int rowCount = coefficients.RowCount / (int)BitOperations.RoundUpToPowerOf2((uint)chunkCount);
        int width = coefficients.ColumnCount;
        NativeMatrix parts = new(rowCount, width * chunkCount);
        workers.ForRanges(rowCount, 1 << 12, (_, start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                for (int column = 0; column < width * chunkCount; column++)
                {
                    parts[row, column] = coefficients[column / width * rowCount + row, column % width];
                }
            }
        });
        return parts;
    }
}
