using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>Opens all matrices of one height: first their values at the points, then the combined DEEP quotients.</summary>
/// <remarks>
/// <para>
/// Both need the first N rows of the extended matrices only: these are the values on g·H, bit-reversed, which determine
/// a polynomial of degree below N. f(z) = ((z/g)^N − 1)/N · Σ f(x)·x/(z − x). The quotients' combination
/// Σ αⁱ·(vᵢ − fᵢ(x))/(zᵢ − x) of an honest prover has a degree below N too, so it is computed on N points and extended:
/// with a blow-up of 2 or more that is cheaper than computing it everywhere.
/// </para>
/// <para>Rows are taken in chunks, so that a chunk's weights stay in the cache for all columns.</para>
/// </remarks>
internal sealed unsafe class HeightOpening : IDisposable
{
    private const int Row = NativeMatrix.PanelWidth;

    /// <summary>Rows in a chunk: as many as sums of products can take.</summary>
    private const int ChunkRows = WeightLimbs.MaxTerms;

    private readonly HeightBatch _batch;
    private readonly OpeningPlan _plan;
    private readonly IReadOnlyList<OpeningRound> _rounds;
    private readonly ReadOnlyMemory<Goldilocks> _domain;
    private readonly Workers _workers;
    private readonly OpeningKernel _kernel;
    private readonly GoldilocksCubic[] _points;

    /// <summary>1/(z − x) of each point on the whole domain.</summary>
    private readonly NativeBuffer _inverses;

    /// <param name="domain">The points of g·H in bit-reversed order, at least N of them.</param>
    public HeightOpening(
        OpeningPlan plan, HeightBatch batch, IReadOnlyList<OpeningRound> rounds, ReadOnlyMemory<Goldilocks> domain, Workers workers)
    {
        (_plan, _batch, _rounds, _domain, _workers) = (plan, batch, rounds, domain, workers);
        _kernel = OpeningKernel.Of(workers.Path, RowCount);
        _points = [.. batch.Terms.Select(term => term.Point).Distinct()];
        _inverses = NativeBuffer.Uninitialized((long)GoldilocksCubic.Degree * _points.Length * RowCount);
    }

    private int RowCount => 1 << _batch.LogHeight;

    private int RowsPerChunk => Math.Min(ChunkRows, RowCount);

    private int ChunkCount => RowCount / RowsPerChunk;

    /// <summary>The values of each term of the batch.</summary>
    public GoldilocksCubic[][] Evaluate()
    {
        // Field sums do not depend on their order, so each worker keeps its own.
        int threads = Math.Min(_workers.ThreadCount, ChunkCount);
        long sumWords = _batch.Terms.Sum(term => (long)GoldilocksCubic.Degree * Row * MatrixOf(term).PanelCount);
        using NativeBuffer sums = NativeBuffer.Zeroed(threads * sumWords);
        _workers.For(ChunkCount, (worker, chunk) => SumChunk(chunk, sums.Words + worker * sumWords));

        GoldilocksCubic[][] values = new GoldilocksCubic[_batch.Terms.Length][];
        ulong* start = sums.Words;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ToValues(_batch.Terms[i], start, threads, sumWords);
            start += GoldilocksCubic.Degree * Row * MatrixOf(_batch.Terms[i]).PanelCount;
        }

        return values;
    }

    /// <summary>The combined quotients as a codeword.</summary>
    public Codeword Combine(OpenedValues opened, GoldilocksCubic alpha)
    {
        using NativeMatrix combined = NativeMatrix.Uninitialized(RowCount, GoldilocksCubic.Degree);
        using DeepCombination combination = new(_plan, _batch, _rounds, _points, opened, alpha);
        int threads = Math.Min(_workers.ThreadCount, ChunkCount);
        int scratchWords = (_points.Length + 2) * GoldilocksCubic.Degree * RowsPerChunk;
        using NativeBuffer scratch = NativeBuffer.Uninitialized((long)threads * scratchWords);
        _workers.For(ChunkCount, (worker, chunk) =>
            CombineChunk(combination, chunk, new(scratch.Words + (long)worker * scratchWords, RowsPerChunk), combined));

        return Codeword.Extend(combined, _plan.Parameters.LogBlowup, _workers);
    }

    public void Dispose() => _inverses.Dispose();

    private void SumChunk(int chunk, ulong* sums)
    {
        int firstRow = chunk * RowsPerChunk;
        ulong* limbs = stackalloc ulong[ChunkRows * WeightLimbs.Count];
        for (int point = 0; point < _points.Length; point++)
        {
            CubicStrip inverses = Inverses(point).From(firstRow);
            ReadOnlySpan<Goldilocks> domain = _domain.Span.Slice(firstRow, RowsPerChunk);
            _kernel.InvertDifferences(_points[point], domain, inverses);
            for (int row = 0; row < RowsPerChunk; row++)
            {
                WeightLimbs.Split(inverses[row] * domain[row], limbs + row * WeightLimbs.Count, 1);
            }

            ulong* start = sums;
            foreach (BatchTerm term in _batch.Terms)
            {
                NativeMatrix matrix = MatrixOf(term);
                for (int panel = 0; panel < matrix.PanelCount; panel++, start += GoldilocksCubic.Degree * Row)
                {
                    if (term.Point == _points[point])
                    {
                        _kernel.AddRows(matrix.Panel(panel) + (long)firstRow * Row, RowsPerChunk, limbs, new(start, Row));
                    }
                }
            }
        }
    }

    /// <summary>Adds up the workers' sums of one term, scales them and joins the coefficients of cubic polynomials.</summary>
    private GoldilocksCubic[] ToValues(BatchTerm term, ulong* sums, int threads, long sumWords)
    {
        MatrixShape shape = _plan.Shapes[term.Round][term.Matrix];
        GoldilocksCubic scale = (term.Point * EvaluationDomain.Shift.Inverse()).Pow((ulong)RowCount) - GoldilocksCubic.One;
        scale *= new Goldilocks((ulong)RowCount).Inverse();

        GoldilocksCubic[] columns = new GoldilocksCubic[shape.ColumnCount];
        for (int column = 0; column < columns.Length; column++)
        {
            for (int worker = 0; worker < threads; worker++)
            {
                ulong* panel = sums + worker * sumWords + column / Row * GoldilocksCubic.Degree * Row;
                columns[column] += new CubicStrip(panel, Row)[column % Row];
            }

            columns[column] *= scale;
        }

        return shape.Kind == ColumnKind.Base ? columns : [.. columns.Chunk(GoldilocksCubic.Degree).Select(CubicBasis.Join)];
    }

    private void CombineChunk(DeepCombination combination, int chunk, CubicStrip scratch, NativeMatrix combined)
    {
        int firstRow = chunk * RowsPerChunk;
        int stripWords = GoldilocksCubic.Degree * RowsPerChunk;
        CubicStrip columns = scratch;
        CubicStrip quotients = scratch.From(stripWords);
        CubicStrip PerPoint(int point) => scratch.From((2 + point) * stripWords);
        new Span<ulong>(scratch.Coefficient(0), (2 + _points.Length) * stripWords).Clear();

        // Σ αⁱ·fᵢ(x) of each point, then one product with 1/(z − x) for all of them.
        foreach (CombinedMatrix matrix in combination.Matrices)
        {
            new Span<ulong>(columns.Coefficient(0), stripWords).Clear();
            ulong* rows = matrix.Matrix.Panel(0) + (long)firstRow * Row;
            _kernel.AddColumns(rows, matrix.Matrix.PanelLength, matrix.Matrix.PanelCount, RowsPerChunk, matrix.Limbs.Words, columns);
            foreach ((int point, GoldilocksCubic factor) in matrix.Factors)
            {
                _kernel.AddMultiple(factor, columns, PerPoint(point), RowsPerChunk);
            }
        }

        for (int point = 0; point < _points.Length; point++)
        {
            _kernel.AddQuotients(combination.Constants[point], PerPoint(point), Inverses(point).From(firstRow), quotients, RowsPerChunk);
        }

        for (int row = 0; row < RowsPerChunk; row++)
        {
            Span<ulong> words = combined.PanelRow(0, firstRow + row);
            words.Clear();
            GoldilocksCubic quotient = quotients[row];
            (words[0], words[1], words[2]) = (quotient.C0.Value, quotient.C1.Value, quotient.C2.Value);
        }
    }

    private NativeMatrix MatrixOf(BatchTerm term) => _rounds[term.Round].Matrices.Extended[term.Matrix];

    private CubicStrip Inverses(int point) =>
        new(_inverses.Words + (long)GoldilocksCubic.Degree * point * RowCount, RowCount);
}
