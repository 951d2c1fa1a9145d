using System.Numerics;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>What the auxiliary columns of one table are computed from.</summary>
internal sealed record AuxiliaryTask
{
    public required TableShape Shape { get; init; }

    /// <summary>The trace, rows in their natural order.</summary>
    public required NativeMatrix Main { get; init; }

    public NativeMatrix? Preprocessed { get; init; }

    public required Goldilocks[] PublicValues { get; init; }

    public required BusChallenges BusChallenges { get; init; }

    /// <summary>Receives the columns that <see cref="AuxiliaryLayout"/> describes.</summary>
    public required NativeMatrix Auxiliary { get; init; }
}

/// <summary>Fills the auxiliary columns of a table and adds up its fractions.</summary>
internal sealed unsafe class AuxiliaryGenerator<TAir, TPacked>
    where TAir : struct, IAir
    where TPacked : unmanaged, IPackedField<TPacked>
{
    /// <summary>Packs of rows a worker takes at a time; they share one inversion.</summary>
    private const int Grain = 32;

    private readonly TAir _air;
    private readonly AuxiliaryTask _task;
    private readonly TableShape _shape;
    private readonly int _height;
    private readonly int _columns;

    private AuxiliaryGenerator(TAir air, AuxiliaryTask task)
    {
        (_air, _task, _shape) = (air, task, task.Shape);
        (_height, _columns) = (task.Main.RowCount, task.Shape.Auxiliary.CubicColumns);
    }

    /// <returns>S: the sum of ±m/D over all rows and messages.</returns>
    public static GoldilocksCubic Run(TAir air, AuxiliaryTask task, Workers workers)
    {
        AuxiliaryGenerator<TAir, TPacked> generator = new(air, task);
        int steps = generator._height / TPacked.Width;
        using WorkerScratch<TPacked> scratch = new(workers, task.Shape, task.PublicValues);
        workers.ForRanges(steps, Grain, (worker, first, end) => generator.RunRange(scratch[worker], first, end));
        return generator.AddUp();
    }

    /// <summary>Writes each column's fractions; the last column for now holds the sum of its row's fractions.</summary>
    private void RunRange(RowScratch<TPacked> scratch, int first, int end)
    {
        // (numerator, denominator, product of all denominators before it) of each step's columns.
        int count = (end - first) * _columns;
        PackedCubic<TPacked>[] numerators = new PackedCubic<TPacked>[count];
        PackedCubic<TPacked>[] denominators = new PackedCubic<TPacked>[count];
        PackedCubic<TPacked>[] products = new PackedCubic<TPacked>[count];

        PackedCubic<TPacked> product = PackedCubic<TPacked>.From(GoldilocksCubic.One);
        for (int step = first; step < end; step++)
        {
            EvaluateMessages(scratch, step);
            for (int c = 0; c < _columns; c++)
            {
                int i = (step - first) * _columns + c;
                (numerators[i], denominators[i]) = BusConstraints<RowAlgebra<TPacked>, PackedCubic<TPacked>, TPacked>.Sum(
                    _shape.Auxiliary.Batches[c],
                    new(scratch.Multiplicities, _shape.Air.Interactions.Length),
                    new(scratch.Fingerprints, _shape.Air.Interactions.Length));
                products[i] = product;
                product *= denominators[i];
            }
        }

        PackedCubic<TPacked> inverse = Invert(product);
        for (int step = end - 1; step >= first; step--)
        {
            PackedCubic<TPacked> rowSum = default;
            for (int c = _columns - 1; c >= 0; c--)
            {
                int i = (step - first) * _columns + c;
                PackedCubic<TPacked> fraction = numerators[i] * products[i] * inverse;
                inverse *= denominators[i];
                rowSum += fraction;
                Store(step, c, fraction);
            }

            Store(step, _columns - 1, rowSum);
        }
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

        Gather(_task.Main, first, scratch.Main, scratch.MainNext);
        Gather(_task.Preprocessed, first, scratch.Preprocessed, scratch.PreprocessedNext);
        PackedRowBuilder<TPacked> builder = scratch.NewBuilder(_task.BusChallenges);
        builder.IsFirstRow = TPacked.Load(isFirst);
        builder.IsLastRow = TPacked.Load(isLast);
        _air.Eval<PackedRowBuilder<TPacked>, TPacked>(ref builder);
    }

    private void Gather(NativeMatrix? matrix, int first, TPacked* columns, TPacked* nextColumns)
    {
        if (matrix is null)
        {
            return;
        }

        PanelGather.Consecutive(matrix, first, columns);
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

    private void Store(int step, int column, PackedCubic<TPacked> value)
    {
        for (int lane = 0; lane < TPacked.Width; lane++)
        {
            int row = step * TPacked.Width + lane;
            SetCubic(row, column, value[lane]);
        }
    }

    /// <summary>Turns the rows' sums in the last column into the running sum s, which starts at 0 and rises by each row's sum less the average.</summary>
    private GoldilocksCubic AddUp()
    {
        GoldilocksCubic total = default;
        for (int row = 0; row < _height; row++)
        {
            total += GetCubic(row, _columns - 1);
        }

        Goldilocks height = (ulong)_height;
        GoldilocksCubic average = total * height.Inverse();
        GoldilocksCubic running = default;
        for (int row = 0; row < _height; row++)
        {
            GoldilocksCubic rowSum = GetCubic(row, _columns - 1);
            SetCubic(row, _columns - 1, running);
            running += rowSum - average;
        }

        return total;
    }

    private GoldilocksCubic GetCubic(int row, int column)
    {
        int first = GoldilocksCubic.Degree * column;
        return new(_task.Auxiliary[row, first], _task.Auxiliary[row, first + 1], _task.Auxiliary[row, first + 2]);
    }

    private void SetCubic(int row, int column, GoldilocksCubic value)
    {
        int first = GoldilocksCubic.Degree * column;
        (_task.Auxiliary[row, first], _task.Auxiliary[row, first + 1], _task.Auxiliary[row, first + 2]) = (value.C0, value.C1, value.C2);
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
