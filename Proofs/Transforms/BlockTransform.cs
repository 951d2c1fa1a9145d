namespace Rollup.Proofs.Transforms;

/// <summary>Transforms of a block of consecutive rows of one panel, a power of two of them.</summary>
/// <remarks>
/// Depth first: a block that exceeds the first-level cache is split in four, and each part is finished before the next is
/// touched.
/// </remarks>
internal sealed unsafe class BlockTransform(PanelKernel kernel)
{
    private const int Row = PanelKernel.Row;

    /// <summary>Rows (of 64 bytes) that stay in the first-level cache together with the constants.</summary>
    private const int CachedRows = 256;

    /// <summary>Coefficients in natural order to points in bit-reversed order.</summary>
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
                EvaluateQuarters(to, to, table, 0, 0);
                EvaluateQuarters(to + half, to + half, table, 0, 1);
            }
        }
        else
        {
            EvaluateQuarters(from, to, table, 0, 0);
        }
    }

    /// <summary>Coefficients in bit-reversed order to points in natural order.</summary>
    /// <param name="from">May be the same as <paramref name="to"/>.</param>
    public void Combine(ulong* from, ulong* to, CombinationTable table)
    {
        int length = 1 << table.LogLength;
        if (table.LogLength < 2)
        {
            CopyRows(from, to, length);
        }
        else if (table.EndsWithHalves)
        {
            nint half = (nint)(length / 2) * Row;
            CombineQuarters(from, to, table, table.LayerCount - 1);
            CombineQuarters(from + half, to + half, table, table.LayerCount - 1);
        }
        else
        {
            CombineQuarters(from, to, table, table.LayerCount - 1);
        }

        if (table.EndsWithHalves)
        {
            Strips halves = new(to, to + (nint)(length / 2) * Row, null, null, Row);
            kernel.Evaluate2(halves, halves, length / 2, table.Halves, 1);
        }
    }

    private static void CopyRows(ulong* from, ulong* to, int count)
    {
        if (from != to)
        {
            new Span<ulong>(from, count * Row).CopyTo(new(to, count * Row));
        }
    }

    private void EvaluateQuarters(ulong* from, ulong* to, EvaluationTable table, int layer, long node)
    {
        int quarter = table.Quarter(layer);
        if (4 * quarter > CachedRows)
        {
            EvaluateLayer(from, to, table, layer, node, 1);
            for (int part = 0; part < 4; part++)
            {
                ulong* block = to + (nint)(part * quarter) * Row;
                EvaluateQuarters(block, block, table, layer + 1, 4 * node + part);
            }

            return;
        }

        int nodeCount = 1;
        for (; layer < table.LayerCount; layer++, node *= 4, nodeCount *= 4)
        {
            EvaluateLayer(from, to, table, layer, node, nodeCount);
            from = to;
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
                kernel.Evaluate4(
                    NaturalOrder(from + start, quarter, Row),
                    ReversedOrder(to + start, quarter, Row, table.IsInverse),
                    (int)quarter, table.Node(layer, firstNode + node), 0);
            }
        }
        else
        {
            // Many short blocks: walk over the blocks instead.
            for (nint row = 0; row < quarter; row++)
            {
                kernel.Evaluate4(
                    NaturalOrder(from + row * Row, quarter, 4 * quarter * Row),
                    ReversedOrder(to + row * Row, quarter, 4 * quarter * Row, table.IsInverse),
                    nodeCount, table.Node(layer, firstNode), EvaluationTable.NodeWords);
            }
        }
    }

    private void CombineQuarters(ulong* from, ulong* to, CombinationTable table, int layer)
    {
        int quarter = CombinationTable.Quarter(layer);
        if (4 * quarter > CachedRows)
        {
            for (int part = 0; part < 4; part++)
            {
                nint start = (nint)(part * quarter) * Row;
                CombineQuarters(from + start, to + start, table, layer - 1);
            }

            CombineLayer(to, to, table, layer, 1);
            return;
        }

        for (int inner = 0; inner <= layer; inner++)
        {
            CombineLayer(from, to, table, inner, 1 << (2 * (layer - inner)));
            from = to;
        }
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
                    InterleavedOrder(from + start, quarter, Row),
                    RotationOrder(to + start, quarter, Row, table.IsInverse),
                    (int)quarter, table.Row(layer, 0), EvaluationTable.NodeWords);
            }
        }
        else
        {
            for (nint row = 0; row < quarter; row++)
            {
                kernel.Evaluate4(
                    InterleavedOrder(from + row * Row, quarter, 4 * quarter * Row),
                    RotationOrder(to + row * Row, quarter, 4 * quarter * Row, table.IsInverse),
                    blockCount, table.Row(layer, row), 0);
            }
        }
    }

    /// <summary>The quarters of a block as coefficients 0, 1, 2, 3.</summary>
    private static Strips NaturalOrder(ulong* block, nint quarter, nint step) =>
        new(block, block + quarter * Row, block + 2 * quarter * Row, block + 3 * quarter * Row, step);

    /// <summary>Places for the points y, −y, iy, −iy, or with the inverse root y, −y, −iy, iy, in this order.</summary>
    private static Strips ReversedOrder(ulong* block, nint quarter, nint step, bool isInverse) => isInverse
        ? new(block, block + quarter * Row, block + 3 * quarter * Row, block + 2 * quarter * Row, step)
        : NaturalOrder(block, quarter, step);

    /// <summary>The quarters of a block as coefficients 0, 2, 1, 3.</summary>
    private static Strips InterleavedOrder(ulong* block, nint quarter, nint step) =>
        new(block, block + 2 * quarter * Row, block + quarter * Row, block + 3 * quarter * Row, step);

    /// <summary>Places for the points x, ix, −x, −ix, or with the inverse root x, −ix, −x, ix.</summary>
    private static Strips RotationOrder(ulong* block, nint quarter, nint step, bool isInverse) => isInverse
        ? new(block, block + 2 * quarter * Row, block + 3 * quarter * Row, block + quarter * Row, step)
        : new(block, block + 2 * quarter * Row, block + quarter * Row, block + 3 * quarter * Row, step);
}
