namespace Rollup.Proofs.Transforms;

/// <summary>Coefficients in bit-reversed order to points in natural order: from small blocks to large ones.</summary>
internal sealed unsafe partial class BlockTransform
{
    /// <param name="from">May be the same as <paramref name="to"/>.</param>
    /// <param name="workers">Share the work; one thread unless given.</param>
    public void Combine(ulong* from, ulong* to, CombinationTable table, Workers? workers = null)
    {
        int length = 1 << table.LogLength;
        Workers shared = length >= SharedRows && workers is not null ? workers : Workers.Single;
        if (table.LogLength < 2)
        {
            CopyRows(from, to, length);
        }
        else
        {
            // With an odd logarithm two blocks of quarters are made side by side, and joined at last.
            int blockCount = table.EndsWithHalves ? 2 : 1;
            nint quarter = length / (4 * blockCount);
            int top = table.LayerCount - 1;
            shared.For(4 * blockCount, (_, part) => CombineBlock(from + quarter * part * Row, to + quarter * part * Row, table, top - 1));
            for (int block = 0; block < blockCount; block++)
            {
                ulong* rows = to + 4 * quarter * block * Row;
                shared.ForRanges((int)quarter, RangeRows, (_, start, end) => kernel.Evaluate4(
                    Interleaved(Quarters(rows, quarter, Row)).Next(start), Rotated(Quarters(rows, quarter, Row), table.IsInverse).Next(start),
                    end - start, table.Row(top, start), EvaluationTable.NodeWords));
            }
        }

        if (table.EndsWithHalves)
        {
            nint half = (nint)(length / 2) * Row;
            shared.ForRanges(length / 2, RangeRows, (_, start, end) => kernel.Evaluate2(
                Halves(to, half).Next(start), Halves(to, half).Next(start), end - start, table.Halves + start, 1));
        }
    }

    /// <summary>A block that <paramref name="layer"/> makes.</summary>
    private void CombineBlock(ulong* from, ulong* to, CombinationTable table, int layer)
    {
        if (layer < 0)
        {
            CopyRows(from, to, 1);
            return;
        }

        int quarter = CombinationTable.Quarter(layer);
        if (4 * quarter <= CachedRows)
        {
            for (int inner = 0; inner <= layer; inner++)
            {
                CombineLayer(from, to, table, inner, 1 << (2 * (layer - inner)));
                from = to;
            }

            return;
        }

        for (int part = 0; part < 4; part++)
        {
            nint start = (nint)quarter * part * Row;
            CombineBlock(from + start, to + start, table, layer - 1);
        }

        CombineLayer(to, to, table, layer, 1);
    }

    private void CombineLayer(ulong* from, ulong* to, CombinationTable table, int layer, int blockCount)
    {
        nint quarter = CombinationTable.Quarter(layer);
        if (quarter >= blockCount)
        {
            for (int block = 0; block < blockCount; block++)
            {
                nint start = 4 * quarter * block * Row;
                kernel.Evaluate4(
                    Interleaved(Quarters(from + start, quarter, Row)), Rotated(Quarters(to + start, quarter, Row), table.IsInverse),
                    (int)quarter, table.Row(layer, 0), EvaluationTable.NodeWords);
            }
        }
        else
        {
            // Many short blocks: walk over the blocks instead.
            for (nint row = 0; row < quarter; row++)
            {
                nint step = 4 * quarter * Row;
                kernel.Evaluate4(
                    Interleaved(Quarters(from + row * Row, quarter, step)), Rotated(Quarters(to + row * Row, quarter, step), table.IsInverse),
                    blockCount, table.Row(layer, row), 0);
            }
        }
    }

    /// <summary>Parts in bit-reversed order as coefficients 0, 1, 2, 3.</summary>
    private static Strips Interleaved(Strips parts) => new(parts.Strip0, parts.Strip2, parts.Strip1, parts.Strip3, parts.Step);

    /// <summary>Parts for x, ix, −x, −ix (with the inverse root x, −ix, −x, ix) as places of x, −x, ix, −ix.</summary>
    private static Strips Rotated(Strips parts, bool isInverse) => isInverse
        ? new(parts.Strip0, parts.Strip2, parts.Strip3, parts.Strip1, parts.Step)
        : new(parts.Strip0, parts.Strip2, parts.Strip1, parts.Strip3, parts.Step);
}
