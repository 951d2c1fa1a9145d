using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Fri;

/// <summary>One matrix opened at one point, within the batch of its height.</summary>
/// <param name="PointIndex">Which of the matrix's points.</param>
/// <param name="Offset">Its first polynomial is multiplied by α^Offset, the next by α^(Offset + 1), and so on.</param>
public sealed record BatchTerm(int Round, int Matrix, int PointIndex, GoldilocksCubic Point, int PolynomialCount, int Offset);

/// <summary>All openings of one height: they become one codeword.</summary>
/// <param name="LogHeight">log₂ of the trace length, before blow-up.</param>
public sealed record HeightBatch(int LogHeight, ImmutableArray<BatchTerm> Terms)
{
    public int PolynomialCount => Terms.Sum(term => term.PolynomialCount);
}

/// <summary>Which opening gets which power of the batching challenge, and how the codewords fold: common to both sides.</summary>
/// <remarks>
/// Within a height, powers are counted over the points first (all matrices at their point 0, then those that have a point
/// 1, …), then over rounds, matrices, polynomials. Where the matrices of a round and height have the same points, as in
/// proofs of tables, Σ αʲ·fⱼ over a joined row thus serves all of them. Each height counts from zero, since folding keeps
/// the heights apart.
/// </remarks>
public sealed class OpeningPlan
{
    public OpeningPlan(
        FriParameters parameters,
        IReadOnlyList<IReadOnlyList<MatrixShape>> shapes,
        IReadOnlyList<IReadOnlyList<IReadOnlyList<GoldilocksCubic>>> points)
    {
        Parameters = parameters;
        Shapes = [.. shapes.Select(round => round.ToImmutableArray())];
        Trees = [.. Shapes.Select(round => TreeShapeOf(parameters, round))];
        CheckPoints(points);
        Schedule = FoldingSchedule.For(parameters, Shapes.SelectMany(round => round).Select(shape => shape.LogRowCount));
        Batches = [.. BatchesOf(points)];
    }

    public FriParameters Parameters { get; }

    public FoldingSchedule Schedule { get; }

    /// <summary>Tallest first.</summary>
    public ImmutableArray<HeightBatch> Batches { get; }

    /// <summary>The batch whose codeword has 2^<paramref name="logLength"/> elements, or null.</summary>
    public HeightBatch? BatchOfLength(int logLength) => Batches.FirstOrDefault(batch => batch.LogHeight + Parameters.LogBlowup == logLength);

    /// <summary>The matrices of each round.</summary>
    public ImmutableArray<ImmutableArray<MatrixShape>> Shapes { get; }

    /// <summary>The tree of each round.</summary>
    public ImmutableArray<TreeShape> Trees { get; }

    /// <summary>Puts values that were computed height by height, term by term, into the order of rounds.</summary>
    internal OpenedValues Arrange(GoldilocksCubic[][][] values)
    {
        Dictionary<(int Round, int Matrix), List<ImmutableArray<GoldilocksCubic>>> points = [];
        foreach ((HeightBatch batch, GoldilocksCubic[][] ofBatch) in Batches.Zip(values))
        {
            foreach ((BatchTerm term, GoldilocksCubic[] ofTerm) in batch.Terms.Zip(ofBatch))
            {
                points.TryAdd((term.Round, term.Matrix), []);
                points[(term.Round, term.Matrix)].Add(ImmutableCollectionsMarshal.AsImmutableArray(ofTerm));
            }
        }

        return new([.. Shapes.Select((round, r) => round.Select((_, m) => points[(r, m)].ToImmutableArray()).ToImmutableArray())]);
    }

    internal static TreeShape TreeShapeOf(FriParameters parameters, IEnumerable<MatrixShape> shapes) =>
        new([.. shapes.Select(shape => (shape.LogRowCount + parameters.LogBlowup, shape.ColumnCount))], parameters.CapHeight);

    /// <summary>The tree over one folding round's codeword: a leaf for each group that is folded into one element.</summary>
    internal static TreeShape LayerShapeOf(FriParameters parameters, FoldingRound round) =>
        new([(round.LogFoldedLength, round.Arity * GoldilocksCubic.Degree)], parameters.CapHeight);

    /// <summary>A matrix that is opened nowhere would be committed to without being tested.</summary>
    private void CheckPoints(IReadOnlyList<IReadOnlyList<IReadOnlyList<GoldilocksCubic>>> points)
    {
        for (int round = 0; round < Shapes.Length; round++)
        {
            if (points[round].Count != Shapes[round].Length || points[round].Any(list => list.Count == 0))
            {
                throw new ArgumentException($"Round {round} has {Shapes[round].Length} matrices; each needs at least one point.");
            }
        }
    }

    private IEnumerable<HeightBatch> BatchesOf(IReadOnlyList<IReadOnlyList<IReadOnlyList<GoldilocksCubic>>> points)
    {
        foreach (int height in Shapes.SelectMany(round => round).Select(shape => shape.LogRowCount).Distinct().OrderDescending())
        {
            ImmutableArray<BatchTerm>.Builder terms = ImmutableArray.CreateBuilder<BatchTerm>();
            int offset = 0;
            (int Round, int Matrix)[] ofHeight = [.. MatricesOf(height)];
            int pointCount = ofHeight.Max(place => points[place.Round][place.Matrix].Count);
            for (int i = 0; i < pointCount; i++)
            {
                foreach ((int round, int matrix) in ofHeight.Where(place => i < points[place.Round][place.Matrix].Count))
                {
                    int polynomialCount = Shapes[round][matrix].PolynomialCount;
                    terms.Add(new(round, matrix, i, points[round][matrix][i], polynomialCount, offset));
                    offset += polynomialCount;
                }
            }

            yield return new(height, terms.ToImmutable());
        }
    }

    /// <summary>The matrices of one height in the order of rounds.</summary>
    private IEnumerable<(int Round, int Matrix)> MatricesOf(int height) =>
        Shapes.SelectMany((matrices, round) => matrices.Select((shape, matrix) => (shape, round, matrix)))
            .Where(place => place.shape.LogRowCount == height)
            .Select(place => (place.round, place.matrix));
}
