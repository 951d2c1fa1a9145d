using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>A matrix within the combination of its height.</summary>
/// <param name="Limbs">αʲ of each column, in limbs as <see cref="OpeningKernel.AddColumns"/> takes them.</param>
/// <param name="Factors">The points it is opened at, and what Σ αʲ·fⱼ is multiplied by for each.</param>
internal sealed record CombinedMatrix(
    NativeMatrix Matrix, NativeBuffer Limbs, ImmutableArray<(int Point, GoldilocksCubic Factor)> Factors);

/// <summary>Σ αⁱ·(vᵢ − fᵢ)/(zᵢ − x) sorted by point: for each z a constant, and a factor for each matrix.</summary>
internal sealed unsafe class DeepCombination : IDisposable
{
    private const int Row = NativeMatrix.PanelWidth;

    public DeepCombination(
        OpeningPlan plan,
        HeightBatch batch,
        IReadOnlyList<OpeningRound> rounds,
        GoldilocksCubic[] points,
        OpenedValues opened,
        GoldilocksCubic alpha)
    {
        Constants = new GoldilocksCubic[points.Length];
        List<CombinedMatrix> matrices = [];
        foreach (var terms in batch.Terms.GroupBy(term => (term.Round, term.Matrix)))
        {
            (int round, int matrix) = terms.Key;
            List<(int, GoldilocksCubic)> factors = [];
            foreach (BatchTerm term in terms)
            {
                int point = Array.IndexOf(points, term.Point);
                GoldilocksCubic factor = alpha.Pow((ulong)term.Offset);
                factors.Add((point, factor));
                Constants[point] += factor * CubicBasis.Combine(opened[round, matrix, term.PointIndex].AsSpan(), alpha);
            }

            NativeMatrix extended = rounds[round].Matrices.Extended[matrix];
            matrices.Add(new(extended, SplitFactors(plan.Shapes[round][matrix], extended.PanelCount, alpha), [.. factors]));
        }

        Matrices = [.. matrices];
    }

    public ImmutableArray<CombinedMatrix> Matrices { get; }

    /// <summary>Σ αⁱ·vᵢ of each point.</summary>
    public GoldilocksCubic[] Constants { get; }

    public void Dispose()
    {
        foreach (CombinedMatrix matrix in Matrices)
        {
            matrix.Limbs.Dispose();
        }
    }

    private static NativeBuffer SplitFactors(MatrixShape shape, int panelCount, GoldilocksCubic alpha)
    {
        NativeBuffer limbs = NativeBuffer.Zeroed((long)panelCount * WeightLimbs.Count * Row);
        GoldilocksCubic[] factors = CubicBasis.ColumnFactors(shape, alpha);
        for (int column = 0; column < factors.Length; column++)
        {
            WeightLimbs.Split(factors[column], limbs.Words + column / Row * WeightLimbs.Count * Row + column % Row, Row);
        }

        return limbs;
    }
}
