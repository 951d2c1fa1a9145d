using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>Recomputes the combined DEEP quotients at the queried positions from the opened rows.</summary>
internal sealed class DeepVerifier(OpeningPlan plan, OpeningProof proof, GoldilocksCubic alpha)
{
    /// <param name="positions">Queried positions in the longest codeword, ascending, each once.</param>
    public QueriedValues Combine(HeightBatch batch, int[] positions)
    {
        int logLength = batch.LogHeight + plan.Parameters.LogBlowup;
        int[] rows = IndexSet.Ancestors(positions, plan.Schedule.LogLength - logLength);
        GoldilocksCubic[] sums = new GoldilocksCubic[rows.Length];
        Goldilocks[] points = [.. rows.Select(row => EvaluationDomain.CosetPoint(logLength, row))];

        foreach (var terms in batch.Terms.GroupBy(term => (term.Round, term.Matrix)))
        {
            (int round, int matrix) = terms.Key;
            GoldilocksCubic[] combined = CombineColumns(round, matrix, logLength, rows.Length);
            foreach (BatchTerm term in terms)
            {
                GoldilocksCubic factor = alpha.Pow((ulong)term.Offset);
                GoldilocksCubic value = CubicBasis.Combine(proof.Opened[round, matrix, term.PointIndex].AsSpan(), alpha);
                GoldilocksCubic[] inverses = [.. points.Select(x => term.Point - x)];
                BatchInversion.Invert(inverses.AsSpan());
                for (int i = 0; i < sums.Length; i++)
                {
                    sums[i] += factor * (value - combined[i]) * inverses[i];
                }
            }
        }

        return new(rows, sums);
    }

    /// <summary>Σ αʲ·fⱼ of one matrix at each opened row.</summary>
    private GoldilocksCubic[] CombineColumns(int round, int matrix, int logLength, int rowCount)
    {
        int levelIndex = plan.Trees[round].Levels.Index().First(level => level.Item.LogRowCount == logLength).Index;
        TreeLevel level = plan.Trees[round].Levels[levelIndex];
        ReadOnlySpan<Goldilocks> rows = proof.RowOpenings[round].Rows[levelIndex].AsSpan();
        int start = level.Matrices.TakeWhile(other => other != matrix).Sum(other => plan.Shapes[round][other].ColumnCount);
        GoldilocksCubic[] factors = CubicBasis.ColumnFactors(plan.Shapes[round][matrix], alpha);

        GoldilocksCubic[] combined = new GoldilocksCubic[rowCount];
        for (int i = 0; i < rowCount; i++)
        {
            ReadOnlySpan<Goldilocks> row = rows.Slice(i * level.Width + start, factors.Length);
            for (int column = 0; column < factors.Length; column++)
            {
                combined[i] += factors[column] * row[column];
            }
        }

        return combined;
    }
}
