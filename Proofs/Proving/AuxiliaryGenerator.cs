using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>Fills the auxiliary columns of a table and adds up its fractions.</summary>
internal sealed unsafe class AuxiliaryGenerator<TAir, TPacked>
    where TAir : struct, IAir
    where TPacked : unmanaged, IPackedField<TPacked>
{
    /// <summary>Packs of rows a worker takes at a time; they share one inversion.</summary>
    private const int Grain = 64;

    private readonly TAir _air;
    private readonly AuxiliaryTask _task;
    private readonly TableShape _shape;
    private readonly int _height;
    private readonly int _columns;
    private readonly GoldilocksCubic[] _rangeSums;

    private AuxiliaryGenerator(TAir air, AuxiliaryTask task)
    {
        (_air, _task, _shape) = (air, task, task.Shape);
        (_height, _columns) = (task.Main.RowCount, task.Shape.Auxiliary.CubicColumns);
        _rangeSums = new GoldilocksCubic[(StepCount + Grain - 1) / Grain];
    }

    private int StepCount => _height / TPacked.Width;

    /// <returns>S: the sum of ±m/D over all rows and messages.</returns>
    public static GoldilocksCubic Run(TAir air, AuxiliaryTask task, Workers workers)
    {
        AuxiliaryGenerator<TAir, TPacked> generator = new(air, task);
        using WorkerScratch<RowScratch<TPacked>> rows = new(workers, () => new(task.Shape, task.PublicValues));
        using WorkerScratch<FractionScratch<TPacked>> fractions = new(workers, () => new(Grain * generator._columns));
        workers.ForRanges(generator.StepCount, Grain, (worker, first, end) =>
            generator.FillFractions(rows[worker], fractions[worker], first, end));

        GoldilocksCubic total = generator.TurnIntoStarts(generator._rangeSums, out GoldilocksCubic average);
        workers.ForRanges(generator.StepCount, Grain, (_, first, end) => generator.AddUp(first, end, average));
        return total;
    }

    /// <summary>Writes each column's fractions; the last column for now holds the sum of its row's fractions.</summary>
    private void FillFractions(RowScratch<TPacked> rows, FractionScratch<TPacked> scratch, int first, int end)
    {
        PackedCubic<TPacked> product = PackedCubic<TPacked>.From(Goldilocks.One);
        int i = 0;
        for (int step = first; step < end; step++)
        {
            EvaluateMessages(rows, step);
            ReadOnlySpan<TPacked> multiplicities = new(rows.Multiplicities, _shape.Air.Interactions.Length);
            ReadOnlySpan<PackedCubic<TPacked>> fingerprints = new(rows.Fingerprints, _shape.Air.Interactions.Length);
            for (int c = 0; c < _columns; c++, i++)
            {
                BusConstraints<RowAlgebra<TPacked>, PackedCubic<TPacked>, TPacked>.Sum(
                    _shape.Auxiliary.Batches[c], multiplicities, fingerprints, out scratch.Numerators[i], out scratch.Denominators[i]);
                scratch.Products[i] = product;
                product *= scratch.Denominators[i];
            }
        }

        PackedCubic<TPacked> inverse = Invert(product);
        PackedCubic<TPacked> rangeSum = default;
        for (int step = end - 1; step >= first; step--)
        {
            PackedCubic<TPacked> rowSum = default;
            for (int c = _columns - 1; c >= 0; c--)
            {
                i--;
                rows.Columns[c] = scratch.Numerators[i] * (scratch.Products[i] * inverse);
                inverse *= scratch.Denominators[i];
                rowSum += rows.Columns[c];
            }

            rows.Columns[_columns - 1] = rowSum;
            rangeSum += rowSum;
            PanelGather.Spread((TPacked*)rows.Columns, _task.Auxiliary, step * TPacked.Width, _task.Auxiliary.PanelCount);
        }

        _rangeSums[first / Grain] = SumOfLanes(rangeSum);
    }

    private void EvaluateMessages(RowScratch<TPacked> scratch, int step)
    {
        int first = step * TPacked.Width;
        Span<Goldilocks> isFirst = stackalloc Goldilocks[TPacked.Width];
        Span<Goldilocks> isLast = stackalloc Goldilocks[TPacked.Width];
        isFirst.Clear();
        isLast.Clear();
        isFirst[0] = first == 0 ? Goldilocks.One : Goldilocks.Zero;
        isLast[^1] = first + TPacked.Width == _height ? Goldilocks.One : Goldilocks.Zero;

        Gather(_task.Main, first, scratch.Main, scratch.MainNext, _shape.Air.UsesNextMain);
        Gather(_task.Preprocessed, first, scratch.Preprocessed, scratch.PreprocessedNext, _shape.Air.UsesNextPreprocessed);
        PackedRowBuilder<TPacked> builder = scratch.NewBuilder(_task.BusChallenges);
        builder.IsFirstRow = TPacked.Load(isFirst);
        builder.IsLastRow = TPacked.Load(isLast);
        _air.Eval<PackedRowBuilder<TPacked>, TPacked>(ref builder);
        builder.CheckCounts(_shape.Air);
    }

    private void Gather(NativeMatrix? matrix, int first, TPacked* columns, TPacked* nextColumns, bool readsNext)
    {
        if (matrix is null)
        {
            return;
        }

        PanelGather.Consecutive(matrix, first, columns);
        if (!readsNext)
        {
            return;
        }

        if (first + TPacked.Width < _height)
        {
            PanelGather.Consecutive(matrix, first + 1, nextColumns);
            return;
        }

        Span<int> rows = stackalloc int[TPacked.Width];
        for (int lane = 0; lane < rows.Length; lane++)
        {
            rows[lane] = (first + lane + 1) & (_height - 1);
        }

        PanelGather.Scattered(matrix, rows, nextColumns);
    }

    /// <summary>Replaces each range's sum by the running sum s at its first row, which is 0 at row 0.</summary>
    /// <param name="average">S/N, which every step of s is less by.</param>
    private GoldilocksCubic TurnIntoStarts(GoldilocksCubic[] sums, out GoldilocksCubic average)
    {
        GoldilocksCubic total = default;
        foreach (GoldilocksCubic sum in sums)
        {
            total += sum;
        }

        Goldilocks height = (ulong)_height;
        average = total * height.Inverse();
        GoldilocksCubic averageOfRange = average * new Goldilocks((ulong)(Grain * TPacked.Width));
        GoldilocksCubic start = default;
        for (int range = 0; range < sums.Length; range++)
        {
            (sums[range], start) = (start, start + sums[range] - averageOfRange);
        }

        return total;
    }

    /// <summary>Turns the rows' sums in the last column into the running sum.</summary>
    private void AddUp(int first, int end, GoldilocksCubic average)
    {
        int column = GoldilocksCubic.Degree * (_columns - 1);
        ulong* c0 = Cells(column), c1 = Cells(column + 1), c2 = Cells(column + 2);
        GoldilocksCubic running = _rangeSums[first / Grain];
        for (long word = (long)first * TPacked.Width * NativeMatrix.PanelWidth; word < (long)end * TPacked.Width * NativeMatrix.PanelWidth; word += NativeMatrix.PanelWidth)
        {
            GoldilocksCubic rowSum = new(c0[word], c1[word], c2[word]);
            (c0[word], c1[word], c2[word]) = (running.C0.Value, running.C1.Value, running.C2.Value);
            running += rowSum - average;
        }
    }

    /// <summary>The cell of row 0 in a column; the next row's is one panel row on.</summary>
    private ulong* Cells(int column) => _task.Auxiliary.Panel(column / NativeMatrix.PanelWidth) + column % NativeMatrix.PanelWidth;

    private static GoldilocksCubic SumOfLanes(PackedCubic<TPacked> value)
    {
        GoldilocksCubic sum = default;
        for (int lane = 0; lane < TPacked.Width; lane++)
        {
            sum += value[lane];
        }

        return sum;
    }

    private static PackedCubic<TPacked> Invert(PackedCubic<TPacked> value)
    {
        Span<Goldilocks> c0 = stackalloc Goldilocks[TPacked.Width];
        Span<Goldilocks> c1 = stackalloc Goldilocks[TPacked.Width];
        Span<Goldilocks> c2 = stackalloc Goldilocks[TPacked.Width];
        for (int lane = 0; lane < TPacked.Width; lane++)
        {
            GoldilocksCubic element = value[lane];
            if (element.IsZero)
            {
                throw new BusCollisionException();
            }

            GoldilocksCubic inverse = element.Inverse();
            (c0[lane], c1[lane], c2[lane]) = (inverse.C0, inverse.C1, inverse.C2);
        }

        return new(TPacked.Load(c0), TPacked.Load(c1), TPacked.Load(c2));
    }
}
