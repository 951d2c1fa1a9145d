namespace Rollup.Proofs.Transforms;

/// <summary>Coefficients in natural order to points in bit-reversed order: from large blocks to small ones.</summary>
internal sealed unsafe partial class BlockTransform
{
    /// <param name="from">May be the same as <paramref name="to"/>.</param>
    /// <param name="workers">Share the work; one thread unless given.</param>
    public void Evaluate(ulong* from, ulong* to, EvaluationTable table, Workers? workers = null)
    {
        int length = 1 << table.LogLength;
        if (table.LogLength == 0)
        {
            CopyRows(from, to, 1);
            return;
        }

        Workers shared = length >= SharedRows && workers is not null ? workers : Workers.Single;
        if (table.StartsWithHalves)
        {
            nint half = (nint)(length / 2) * Row;
            shared.ForRanges(length / 2, RangeRows, (_, start, end) => kernel.Evaluate2(
                Halves(from, half).Next(start), Halves(to, half).Next(start), end - start, table.Halves, 0));
            shared.For(length > 2 ? 2 : 0, (_, part) => EvaluateBlock(to + half * part, to + half * part, table, 0, part));
        }
        else
        {
            nint quarter = length / 4;
            shared.ForRanges((int)quarter, RangeRows, (_, start, end) => kernel.Evaluate4(
                Quarters(from, quarter, Row).Next(start), Quarters(to, quarter, Row).Next(start), end - start, table.Node(0, 0), 0));
            shared.For(length > 4 ? 4 : 0, (_, part) =>
            {
                ulong* block = to + quarter * part * Row;
                EvaluateBlock(block, block, table, 1, part);
            });
        }
    }

    /// <summary>The block that is node <paramref name="node"/> of a layer.</summary>
    private void EvaluateBlock(ulong* from, ulong* to, EvaluationTable table, int layer, long node)
    {
        int rows = 4 * table.Quarter(layer);
        if (rows <= CachedRows)
        {
            for (int nodeCount = 1; layer < table.LayerCount; layer++, node *= 4, nodeCount *= 4)
            {
                EvaluateLayer(from, to, table, layer, node, nodeCount);
                from = to;
            }

            return;
        }

        EvaluateLayer(from, to, table, layer, node, 1);
        for (int part = 0; part < 4; part++)
        {
            ulong* block = to + (nint)(rows / 4) * part * Row;
            EvaluateBlock(block, block, table, layer + 1, 4 * node + part);
        }
    }

    private void EvaluateLayer(ulong* from, ulong* to, EvaluationTable table, int layer, long firstNode, int nodeCount)
    {
        nint quarter = table.Quarter(layer);
        if (quarter >= nodeCount)
        {
            for (int node = 0; node < nodeCount; node++)
            {
                nint start = 4 * quarter * node * Row;
                // The points y, −y, iy, −iy follow each other in bit-reversed order.
                kernel.Evaluate4(
                    Quarters(from + start, quarter, Row), Quarters(to + start, quarter, Row),
                    (int)quarter, table.Node(layer, firstNode + node), 0);
            }
        }
        else
        {
            // Many short blocks: walk over the blocks instead.
            for (nint row = 0; row < quarter; row++)
            {
                kernel.Evaluate4(
                    Quarters(from + row * Row, quarter, 4 * quarter * Row), Quarters(to + row * Row, quarter, 4 * quarter * Row),
                    nodeCount, table.Node(layer, firstNode), EvaluationTable.NodeWords);
            }
        }
    }
}
