using System.Numerics;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>Evaluates all constraints of a table on cosets of the trace domain, folds them with α and divides by xᴺ − 1.</summary>
internal sealed unsafe class QuotientEvaluator<TAir, TPacked>
    where TAir : struct, IAir
    where TPacked : unmanaged, IPackedField<TPacked>
{
    /// <summary>Steps a worker takes at a time; the inversions for the selectors are shared among them.</summary>
    private const int Grain = 64;

    private static readonly int LogWidth = BitOperations.Log2((uint)TPacked.Width);

    private readonly TAir _air;
    private readonly QuotientTask _task;
    private readonly TableShape _shape;
    private readonly PackedCubic<TPacked> _busAverage;
    private readonly bool _readsNext;

    private QuotientEvaluator(TAir air, QuotientTask task)
    {
        (_air, _task, _shape) = (air, task, task.Shape);
        Goldilocks height = 1UL << task.LogHeight;
        _busAverage = PackedCubic<TPacked>.From(task.BusSum * height.Inverse());
        _readsNext = _shape.Air.UsesNextMain || _shape.Air.UsesNextPreprocessed || _shape.AuxiliaryWidth > 0;
    }

    public static void Run(TAir air, QuotientTask task, Workers workers)
    {
        QuotientEvaluator<TAir, TPacked> evaluator = new(air, task);
        int steps = 1 << (task.LogHeight - LogWidth);
        int rangesPerCoset = (steps + Grain - 1) / Grain;
        CosetConstants[] cosets = [.. Enumerable.Range(0, task.CosetCount).Select(coset => new CosetConstants(task, coset))];
        using WorkerScratch<RowScratch<TPacked>> scratch = new(workers, () => new(task.Shape, task.PublicValues));
        workers.For(task.CosetCount * rangesPerCoset, (worker, item) =>
        {
            int first = item % rangesPerCoset * Grain;
            evaluator.RunRange(scratch[worker], cosets[item / rangesPerCoset], first, Math.Min(steps, first + Grain));
        });
    }

    private void RunRange(RowScratch<TPacked> scratch, CosetConstants coset, int first, int end)
    {
        CosetRows order = new(_task.LogHeight, LogWidth, coset.Index);
        TPacked* firstRow = stackalloc TPacked[Grain + 1];
        coset.FirstRowSelectors<TPacked>(first, new(firstRow, end - first + 1));
        TPacked points = coset.Points<TPacked>(first);

        Gather(order, first, scratch.Main, scratch.Preprocessed, scratch.Auxiliary);
        for (int step = first; step < end; step++)
        {
            if (_readsNext)
            {
                Gather(order, step + 1, scratch.MainNext, scratch.PreprocessedNext, scratch.AuxiliaryNext);
            }

            Prefetch(order, step + 2);
            PackedRowBuilder<TPacked> builder = scratch.NewBuilder(_task.BusChallenges);
            builder.IsFirstRow = firstRow[step - first];
            builder.IsLastRow = firstRow[step - first + 1]; // L_last(x) = L_first(ω·x)
            builder.IsTransition = points - TPacked.From(coset.LastPoint);
            _air.Eval<PackedRowBuilder<TPacked>, TPacked>(ref builder);
            builder.CheckCounts(_shape.Air);
            points *= coset.Step;

            PackedCubic<TPacked> quotient = FoldOwn(scratch, coset);
            if (_shape.AuxiliaryWidth > 0)
            {
                quotient += FoldBuses(scratch, coset.Weights);
            }

            Store(quotient, order.FirstMemoryRow(step));
            if (_readsNext)
            {
                scratch.Advance();
            }
            else if (step + 1 < end)
            {
                Gather(order, step + 1, scratch.Main, scratch.Preprocessed, scratch.Auxiliary);
            }
        }
    }

    private void Prefetch(CosetRows order, int step)
    {
        if (step >= order.StepCount)
        {
            return;
        }

        foreach (NativeMatrix? matrix in (ReadOnlySpan<NativeMatrix?>)[_task.Main, _task.Preprocessed, _task.Auxiliary])
        {
            if (matrix is not null)
            {
                PanelGather.Prefetch(matrix, order.FirstMemoryRow(step), TPacked.Width);
            }
        }
    }

    private void Gather(CosetRows order, int step, TPacked* main, TPacked* preprocessed, TPacked* auxiliary)
    {
        Gather(_task.Main, order, step, main);
        Gather(_task.Preprocessed, order, step, preprocessed);
        Gather(_task.Auxiliary, order, step, auxiliary);
    }

    private static void Gather(NativeMatrix? matrix, CosetRows order, int step, TPacked* columns)
    {
        if (matrix is null)
        {
            return;
        }

        if (step < order.StepCount)
        {
            PanelGather.Consecutive(matrix, order.FirstMemoryRow(step), columns);
            return;
        }

        Span<int> rows = stackalloc int[TPacked.Width];
        order.RowsAfterLast(rows);
        PanelGather.Scattered(matrix, rows, columns);
    }

    /// <summary>Σ weightₖ·Cₖ over the AIR's own constraints.</summary>
    private PackedCubic<TPacked> FoldOwn(RowScratch<TPacked> scratch, CosetConstants coset)
    {
        int count = _shape.Air.Constraints.Length;
        return TPacked.Width == NativeMatrix.PanelWidth
            ? FoldUnreduced(scratch, coset, count)
            : Fold(scratch.Constraints, coset.Weights, count);
    }

    private static PackedCubic<TPacked> Fold(TPacked* constraints, Goldilocks[] weights, int count)
    {
        TPacked sum0 = TPacked.Zero, sum1 = TPacked.Zero, sum2 = TPacked.Zero;
        for (int k = 0; k < count; k++)
        {
            TPacked value = constraints[k];
            sum0 += value * weights[3 * k];
            sum1 += value * weights[3 * k + 1];
            sum2 += value * weights[3 * k + 2];
        }

        return new(sum0, sum1, sum2);
    }

    /// <summary>The same with products that are reduced only when they are added up: half the time, with registers of eight lanes.</summary>
    private static PackedCubic<TPacked> FoldUnreduced(RowScratch<TPacked> scratch, CosetConstants coset, int count)
    {
        for (int i = 0; i < GoldilocksCubic.Degree; i++)
        {
            scratch.Folded[i] = TPacked.Zero;
        }

        CubicStrip sums = new((ulong*)scratch.Folded, NativeMatrix.PanelWidth);
        OpeningKernel kernel = OpeningKernel.Of(VectorPath.Avx512, NativeMatrix.PanelWidth);
        fixed (ulong* limbs = coset.WeightLimbs)
        {
            for (int first = 0; first < count; first += WeightLimbs.MaxTerms)
            {
                kernel.AddRows(
                    (ulong*)(scratch.Constraints + first), Math.Min(WeightLimbs.MaxTerms, count - first), limbs + first * WeightLimbs.Count, sums);
            }
        }

        return new(scratch.Folded[0], scratch.Folded[1], scratch.Folded[2]);
    }

    /// <summary>The same over the constraints of the auxiliary columns.</summary>
    private PackedCubic<TPacked> FoldBuses(RowScratch<TPacked> scratch, Goldilocks[] weights)
    {
        int columns = _shape.Auxiliary.CubicColumns, interactions = _shape.Air.Interactions.Length;
        for (int c = 0; c < columns; c++)
        {
            scratch.Columns[c] = Cubic(scratch.Auxiliary, c);
        }

        BusConstraints<RowAlgebra<TPacked>, PackedCubic<TPacked>, TPacked>.Evaluate(
            _shape.Auxiliary,
            new(scratch.Multiplicities, interactions),
            new(scratch.Fingerprints, interactions),
            new(scratch.Columns, columns),
            Cubic(scratch.AuxiliaryNext, columns - 1),
            _busAverage,
            new(scratch.BusValues, columns));

        PackedCubic<TPacked> sum = default;
        int own = _shape.Air.Constraints.Length;
        for (int c = 0; c < columns; c++)
        {
            int k = GoldilocksCubic.Degree * (own + c);
            GoldilocksCubic weight = new(weights[k], weights[k + 1], weights[k + 2]);
            sum += scratch.BusValues[c] * PackedCubic<TPacked>.From(weight);
        }

        return sum;
    }

    private static PackedCubic<TPacked> Cubic(TPacked* cells, int column) =>
        new(cells[3 * column], cells[3 * column + 1], cells[3 * column + 2]);

    private void Store(PackedCubic<TPacked> quotient, int firstRow)
    {
        ulong* row = _task.Values.Panel(0) + (long)firstRow * NativeMatrix.PanelWidth;
        for (int lane = 0; lane < TPacked.Width; lane++, row += NativeMatrix.PanelWidth)
        {
            row[0] = quotient.C0[lane].Value;
            row[1] = quotient.C1[lane].Value;
            row[2] = quotient.C2[lane].Value;
        }
    }
}
