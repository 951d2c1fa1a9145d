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
        workers.For(alone, (_, panel) => extender.Extend(panel, Workers.Single));
        for (int panel = alone; panel < trace.PanelCount; panel++)
        {
            extender.Extend(panel, workers);
        }

        // Only pointers into it were in use: without this the collector might have freed it on the way.
        GC.KeepAlive(trace);
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

        NativeMatrix extended = NativeMatrix.Uninitialized(parts.RowCount << logBlowup, parts.ColumnCount);
        for (int coset = 0; coset < 1 << logBlowup; coset++)
        {
            for (int panel = 0; panel < parts.PanelCount; panel++)
            {
                EvaluateCoset(parts, panel, coset, logBlowup, extended.Panel(panel) + (nint)coset * parts.RowCount * Row, workers);
            }
        }

        return extended;
    }

    /// <summary>Evaluates a panel of coefficients, in natural order, on one coset of the extended domain.</summary>
    internal static void EvaluateCoset(NativeMatrix coefficients, int panel, int coset, int logBlowup, ulong* values, Workers workers)
    {
        EvaluationTable table = TransformTables.Coset(EvaluationDomain.LogOf(coefficients.RowCount), logBlowup, coset);
        new BlockTransform(PanelKernel.Of(workers.Path)).Evaluate(coefficients.Panel(panel), values, table, workers);
        GC.KeepAlive(coefficients);
    }

    /// <summary>Values on g·H in bit-reversed order to coefficients in natural order.</summary>
    internal static NativeMatrix Interpolate(NativeMatrix values, Workers workers)
    {
        int logRowCount = EvaluationDomain.LogOf(values.RowCount);
        NativeMatrix coefficients = NativeMatrix.Uninitialized(values.RowCount, values.ColumnCount);
        PanelKernel kernel = PanelKernel.Of(workers.Path);
        BlockTransform transform = new(kernel);
        for (int panel = 0; panel < values.PanelCount; panel++)
        {
            ulong* rows = coefficients.Panel(panel);
            ulong* factors = TransformTables.Unshift(logRowCount).Words;
            transform.Combine(values.Panel(panel), rows, TransformTables.Inverse(logRowCount), workers);
            workers.ForRanges(values.RowCount, 1 << 12, (_, start, end) =>
                kernel.Multiply(rows + (nint)start * Row, end - start, factors + start, 1));
        }

        GC.KeepAlive(values);
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
