namespace Rollup.Proofs.Transforms;

/// <summary>Coefficients in natural order to points in bit-reversed order: from large blocks to small ones.</summary>
internal sealed unsafe partial class BlockTransform
{
    /// <param name="from">May be the same as <paramref name="to"/>.</param>
    public void Evaluate(ulong* from, ulong* to, EvaluationTable table)
    {
        int length = 1 << table.LogLength;
        if (table.LogLength == 0)
        {
            CopyRows(from, to, 1);
        }
        else if (table.StartsWithHalves)
        {
            nint half = (nint)(length / 2) * Row;
            kernel.Evaluate2(
                new(from, from + half, null, null, Row), new(to, to + half, null, null, Row), length / 2, table.Halves, 0);
            if (length > 2)
            {
                EvaluateBlock(to, to, table, 0, 0);
                EvaluateBlock(to + half, to + half, table, 0, 1);
            }
        }
        else
        {
            EvaluateBlock(from, to, table, 0, 0);
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
