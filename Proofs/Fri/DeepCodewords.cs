using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>The DEEP quotients of one height, combined: Σ αⁱ·(vᵢ − fᵢ(x))/(zᵢ − x) over all its openings.</summary>
/// <remarks>
/// An honest combination has a degree below the height N, so it is computed on N points only and then extended: with a
/// blow-up of 2 or more that is cheaper than computing it everywhere.
/// </remarks>
internal sealed class DeepCodewords(OpeningPlan plan, PointEvaluator evaluator, Workers workers)
{
    private const int Grain = 1 << 10;

    public Codeword Combine(
        HeightBatch batch, IReadOnlyList<OpeningRound> rounds, OpenedValues opened, GoldilocksCubic alpha)
    {
        int rowCount = 1 << batch.LogHeight;
        GoldilocksCubic[] sums = new GoldilocksCubic[rowCount];
        foreach (var terms in batch.Terms.GroupBy(term => (term.Round, term.Matrix)))
        {
            (int round, int matrix) = terms.Key;
            GoldilocksCubic[] rows = CombineColumns(rounds[round].Matrices.Extended[matrix], plan.Shapes[round][matrix], alpha);
            foreach (BatchTerm term in terms)
            {
                GoldilocksCubic factor = alpha.Pow((ulong)term.Offset);
                GoldilocksCubic value = CubicBasis.Combine(opened[round, matrix, term.PointIndex].AsSpan(), alpha);
                GoldilocksCubic[] inverses = evaluator.Inverses(term.Point, batch.LogHeight);
                workers.ForRanges(rowCount, Grain, (_, start, end) =>
                {
                    for (int row = start; row < end; row++)
                    {
                        sums[row] += factor * (value - rows[row]) * inverses[row];
                    }
                });
            }
        }

        return Extend(sums, batch.LogHeight);
    }

    /// <summary>Σ αʲ·fⱼ(x) on the first N rows.</summary>
    private GoldilocksCubic[] CombineColumns(NativeMatrix matrix, MatrixShape shape, GoldilocksCubic alpha)
    {
        GoldilocksCubic[] factors = CubicBasis.ColumnFactors(shape, alpha);
        GoldilocksCubic[] rows = new GoldilocksCubic[1 << shape.LogRowCount];
        workers.ForRanges(rows.Length, Grain, (_, start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                GoldilocksCubic sum = default;
                for (int column = 0; column < factors.Length; column++)
                {
                    sum += factors[column] * matrix[row, column];
                }

                rows[row] = sum;
            }
        });
        return rows;
    }

    private Codeword Extend(GoldilocksCubic[] values, int logHeight)
    {
        Codeword codeword = new(logHeight + plan.Parameters.LogBlowup);
        Ntt.Interpolate<GoldilocksCubic>(values, EvaluationDomain.Shift);
        codeword.Elements.Clear();
        values.CopyTo(codeword.Elements);
        Ntt.Evaluate(codeword.Elements, EvaluationDomain.Shift);
        return codeword;
    }
}
