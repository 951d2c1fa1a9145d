using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The main columns of <see cref="BitAir"/>.</summary>
public static class BitTrace
{
    private const int GroupsAtOnce = 64;

    /// <summary>Writes the decompositions; on what is left of 2^logHeight rows the products are one.</summary>
    /// <param name="rows">The rows of the circuit that the values belong to.</param>
    public static NativeMatrix Create(ReadOnlyMemory<BitRow> rows, RowValues values, int logHeight, Workers workers)
    {
        BitGroup.CheckLength(rows.Length);
        NativeMatrix trace = TableMatrix.Create("bit", rows.Length, logHeight, BitColumns.Count);
        workers.ForRanges(rows.Length / BitGroup.Length, GroupsAtOnce, (_, first, end) =>
        {
            for (int row = first * BitGroup.Length; row < end * BitGroup.Length; row += BitGroup.Length)
            {
                WriteGroup(trace, row, rows.Span.Slice(row, BitGroup.Length), values.BitValue(row));
            }
        });
        WritePadding(trace, rows.Length, trace.RowCount);
        return trace;
    }

    private static void WriteGroup(NativeMatrix trace, int first, ReadOnlySpan<BitRow> rows, Goldilocks value)
    {
        if (BitGroup.IsPadding(rows))
        {
            WritePadding(trace, first, first + BitGroup.Length);
            return;
        }

        Span<BitResult> results = stackalloc BitResult[BitGroup.Length];
        BitGroup.Evaluate(rows, value, results);
        for (int position = 0; position < BitGroup.Length; position++)
        {
            BitResult result = results[position];
            trace[first + position, BitColumns.Bit] = result.Remainder & 1;
            trace[first + position, BitColumns.Remainder] = result.Remainder;
            trace[first + position, BitColumns.Index] = result.Index;
            trace[first + position, BitColumns.Point] = result.Point;
            trace[first + position, BitColumns.Root] = result.Root;
        }

        int middle = first + BitGroup.Middle;
        trace[first, BitColumns.Value] = value;
        trace[middle, BitColumns.Value] = value;
        Goldilocks fromMax = trace[middle, BitColumns.Remainder] - new Goldilocks(BitAir.MaxHigh);
        trace[middle, BitColumns.Inverse] = fromMax.IsZero ? Goldilocks.Zero : fromMax.Inverse();
    }

    private static void WritePadding(NativeMatrix trace, int first, int end)
    {
        for (int row = first; row < end; row++)
        {
            trace[row, BitColumns.Point] = Goldilocks.One;
            trace[row, BitColumns.Root] = Goldilocks.One;
        }
    }
}
