namespace Rollup.Proofs.Transforms;

/// <summary>The low-degree extension of one panel: from the values on H in natural order to g·H′ in bit-reversed order.</summary>
/// <remarks>
/// <para>
/// N = T·M rows are looked at as T blocks of M (one block while they fit the second-level cache). A row index is
/// n = n₁·M + n₂ for values and k = k₁ + T·k₂ for coefficients. With ω of order N:
/// </para>
/// <para>
/// 1. For each n₂, across the blocks: G(k₁, n₂) = Σ f(n)·ω^(−M·n₁·k₁).
/// 2. Within block k₁: c(k) = 1/N·Σ G(k₁, n₂)·ω^(−n₂·k), a transform on the coset ω^(−k₁).
/// Then for each coset s·H of the extended domain, x = s·ωⁿ, n = m + M·j:
/// 3. Within block k₁: A(k₁, m) = Σ c(k)·(s·ωᵐ)^(T·k₂).
/// 4. For each m, across the blocks: Σ A(k₁, m)·x^k₁, a transform on the coset s·ωᵐ; its T results stand together, at
/// rev(n) = rev(m)·T + rev(j).
/// </para>
/// <para>
/// So memory is passed over twice for the inverse and twice for each coset, steps 2 and 3 leave and take coefficients in
/// bit-reversed order within a block, and no pass only permutes. Steps across blocks take eight neighbouring rows at a
/// time. Coset k of the extended domain is its rows k·N to (k + 1)·N.
/// </para>
/// </remarks>
internal sealed unsafe class PanelExtension(ExtensionTables tables, PanelKernel kernel)
{
    private const int Row = PanelKernel.Row;

    /// <summary>Neighbouring rows that a step across blocks takes at once: half a kilobyte of consecutive memory.</summary>
    private const int StripRows = 8;

    private readonly BlockTransform _blocks = new(kernel);

    public int Blocks => tables.Blocks;

    /// <summary>Row groups of a step across blocks.</summary>
    public int Groups => Math.Max(1, tables.BlockLength / StripRows);

    /// <summary>Words of scratch that one call across blocks needs.</summary>
    public long ScratchWords => (long)tables.Blocks * RowsPerGroup * Row;

    private int RowsPerGroup => Math.Min(StripRows, tables.BlockLength);

    /// <summary>Step 1 for one group of n₂. With one block there is nothing to do but to copy.</summary>
    public void InvertAcross(ulong* trace, ulong* coefficients, int group, ulong* scratch)
    {
        EvaluationTable table = tables.AcrossBlocks;
        int rows = RowsPerGroup;
        nint start = (nint)group * rows * Row;
        nint blockStep = (nint)tables.BlockLength * Row;
        if (tables.Blocks == 1)
        {
            new Span<ulong>(trace + start, rows * Row).CopyTo(new(coefficients + start, rows * Row));
            return;
        }

        // The first layer reads the trace, the last one writes the coefficients, all others stay in the scratch.
        Places places = new(trace + start, blockStep, scratch, (nint)rows * Row);
        if (table.StartsWithHalves)
        {
            int half = tables.Blocks / 2;
            for (int block = 0; block < half; block++)
            {
                kernel.Evaluate2(
                    new(places.From(block), places.From(block + half), null, null, Row),
                    new(places.To(block), places.To(block + half), null, null, Row),
                    rows, table.Halves, 0);
            }

            places = places.Next();
        }

        for (int layer = 0; layer < table.LayerCount; layer++)
        {
            bool isLast = layer == table.LayerCount - 1;
            int quarter = table.Quarter(layer);
            for (int node = 0; node < table.NodeCount(layer); node++)
            {
                for (int i = 4 * quarter * node; i < 4 * quarter * node + quarter; i++)
                {
                    Strips from = new(places.From(i), places.From(i + quarter), places.From(i + 2 * quarter), places.From(i + 3 * quarter), Row);
                    ulong* Target(int block) => isLast
                        ? coefficients + start + EvaluationDomain.ReverseBits(block, tables.LogBlocks) * blockStep
                        : places.To(block);

                    // Points y, −y, −iy, iy: the root is an inverse one.
                    Strips to = new(Target(i), Target(i + quarter), Target(i + 3 * quarter), Target(i + 2 * quarter), Row);
                    kernel.Evaluate4(from, to, rows, table.Node(layer, node), 0);
                }
            }

            places = places.Next();
        }
    }

    /// <summary>Step 2 for one block, in place.</summary>
    public void InvertWithin(ulong* coefficients, int block)
    {
        EvaluationTable table = tables.WithinBlocks[block];
        ulong* rows = coefficients + (nint)block * tables.BlockLength * Row;

        // The table scales everything but what enters its first layer without a product.
        int unscaled = table.LogLength == 0 ? 1 : tables.BlockLength / (table.StartsWithHalves ? 2 : 4);
        kernel.Multiply(rows, unscaled, tables.Scale.Words, 0);
        _blocks.Evaluate(rows, rows, table);
    }

    /// <summary>Step 3 for one block and coset.</summary>
    public void EvaluateWithin(ulong* coefficients, ulong* values, int block, int coset)
    {
        nint start = (nint)block * tables.BlockLength * Row;
        _blocks.Combine(coefficients + start, values + start, tables.Cosets[coset].WithinBlocks);
    }

    /// <summary>Step 4 for one group of m and a coset.</summary>
    /// <param name="extended">The whole panel of the extended matrix.</param>
    public void EvaluateAcross(ulong* values, ulong* extended, int group, int coset, ulong* scratch)
    {
        CosetTables table = tables.Cosets[coset];
        int rows = RowsPerGroup;
        int firstPlace = group * rows;
        ulong* target = extended + ((nint)coset << tables.LogRowCount) * Row;
        if (tables.Blocks == 1)
        {
            for (int place = firstPlace; place < firstPlace + rows; place++)
            {
                new Span<ulong>(values + (nint)place * Row, Row).CopyTo(new(Block(target, place), Row));
            }

            return;
        }

        Places places = new(values + (nint)firstPlace * Row, (nint)tables.BlockLength * Row, scratch, (nint)rows * Row);
        if (table.StartsWithHalves)
        {
            int half = tables.Blocks / 2;
            for (int block = 0; block < half; block++)
            {
                kernel.Evaluate2(
                    new(places.From(block), places.From(block + half), null, null, Row),
                    new(places.To(block), places.To(block + half), null, null, Row),
                    rows, table.Halves(firstPlace), 1);
            }

            places = places.Next();
        }

        for (int layer = 0; layer < table.LayerCount - 1; layer++)
        {
            int quarter = 1 << (2 * (table.LayerCount - 1 - layer));
            for (int node = 0; node < tables.Blocks / (4 * quarter); node++)
            {
                for (int i = 4 * quarter * node; i < 4 * quarter * node + quarter; i++)
                {
                    kernel.Evaluate4(
                        new(places.From(i), places.From(i + quarter), places.From(i + 2 * quarter), places.From(i + 3 * quarter), Row),
                        new(places.To(i), places.To(i + quarter), places.To(i + 2 * quarter), places.To(i + 3 * quarter), Row),
                        rows, table.Node(layer, node, firstPlace), EvaluationTable.NodeWords);
                }
            }

            places = places.Next();
        }

        // The last layer writes each m's results together.
        for (int place = firstPlace; place < firstPlace + rows; place++)
        {
            nint row = (nint)(place - firstPlace) * Row;
            ulong* block = Block(target, place);
            kernel.Evaluate4(
                new(places.From(0) + row, places.From(1) + row, places.From(2) + row, places.From(3) + row, 4 * places.FromStep),
                new(block, block + Row, block + 2 * Row, block + 3 * Row, 4 * Row),
                tables.Blocks / 4, table.LastNode(0, place), EvaluationTable.NodeWords);
        }
    }

    private ulong* Block(ulong* coset, int place) =>
        coset + ((nint)EvaluationDomain.ReverseBits(place, tables.LogBlockLength) << tables.LogBlocks) * Row;

    /// <summary>Where a layer across the blocks reads and writes its groups of rows: outside at first, then in the scratch.</summary>
    private readonly struct Places(ulong* from, nint fromStep, ulong* scratch, nint scratchStep)
    {
        public nint FromStep { get; } = fromStep;

        public ulong* From(int block) => from + block * FromStep;

        public ulong* To(int block) => scratch + block * scratchStep;

        public Places Next() => new(scratch, scratchStep, scratch, scratchStep);
    }
}
