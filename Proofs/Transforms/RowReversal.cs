namespace Rollup.Proofs.Transforms;

/// <summary>Copies the rows of a panel into bit-reversed order.</summary>
/// <remarks>
/// In tiles of 2^k × 2^k rows: with i = (a, m, c), a and c of k bits, rev(i) = (rev c, rev m, rev a), so for one m both
/// sides are 2^k runs of 2^k neighbouring rows. Row by row, every line read or written would fall into the same few sets
/// of the caches.
/// </remarks>
internal static unsafe class RowReversal
{
    private const int Row = NativeMatrix.PanelWidth;

    private const int LogTile = 4;

    public static void Copy(ulong* from, ulong* to, int logRowCount)
    {
        int logTile = Math.Min(LogTile, logRowCount / 2);
        int tile = 1 << logTile;
        int logMiddle = logRowCount - 2 * logTile;
        nint far = 1 << (logRowCount - logTile);
        Span<nint> reversed = stackalloc nint[tile];
        for (int i = 0; i < tile; i++)
        {
            reversed[i] = EvaluationDomain.ReverseBits(i, logTile);
        }

        for (int middle = 0; middle < 1 << logMiddle; middle++)
        {
            ulong* source = from + ((nint)middle << logTile) * Row;
            ulong* target = to + ((nint)EvaluationDomain.ReverseBits(middle, logMiddle) << logTile) * Row;
            for (int a = 0; a < tile; a++)
            {
                for (int c = 0; c < tile; c++)
                {
                    CopyRow(source + (a * far + c) * Row, target + (reversed[c] * far + reversed[a]) * Row);
                }
            }
        }
    }

    private static void CopyRow(ulong* from, ulong* to) => new Span<ulong>(from, Row).CopyTo(new(to, Row));
}
