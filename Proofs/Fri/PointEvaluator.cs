using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>Values of committed polynomials at points outside their domains, from their first rows alone.</summary>
/// <remarks>
/// The first N rows of an extended matrix are the values on g·H, bit-reversed, which determine a polynomial of degree
/// below N: f(z) = ((z/g)^N − 1)/N · Σ f(x)·x/(z − x). The inverses 1/(z − x) are kept: the DEEP quotients need them again.
/// </remarks>
internal sealed class PointEvaluator(Workers workers)
{
    private const int Grain = 1 << 12;

    private readonly Dictionary<(GoldilocksCubic Point, int LogRowCount), GoldilocksCubic[]> _inverses = [];

    /// <summary>1/(z − x) for the N points x of g·H in bit-reversed order.</summary>
    public GoldilocksCubic[] Inverses(GoldilocksCubic point, int logRowCount)
    {
        if (_inverses.TryGetValue((point, logRowCount), out GoldilocksCubic[]? inverses))
        {
            return inverses;
        }

        Goldilocks[] points = new Goldilocks[1 << logRowCount];
        EvaluationDomain.FillPoints(points, EvaluationDomain.Shift);
        inverses = new GoldilocksCubic[points.Length];
        GoldilocksCubic[] result = inverses;
        workers.ForRanges(points.Length, Grain, (_, start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                result[row] = point - points[row];
            }

            BatchInversion.Invert(result.AsSpan(start..end));
        });
        return _inverses[(point, logRowCount)] = inverses;
    }

    /// <summary>The value of every polynomial of <paramref name="matrix"/> at <paramref name="point"/>.</summary>
    public GoldilocksCubic[] Evaluate(NativeMatrix matrix, MatrixShape shape, GoldilocksCubic point)
    {
        int rowCount = 1 << shape.LogRowCount;
        GoldilocksCubic[] weights = Weights(point, shape.LogRowCount);
        GoldilocksCubic[] columns = new GoldilocksCubic[matrix.ColumnCount];
        workers.For(columns.Length, (_, column) =>
        {
            GoldilocksCubic sum = default;
            for (int row = 0; row < rowCount; row++)
            {
                sum += weights[row] * matrix[row, column];
            }

            columns[column] = sum;
        });
        return shape.Kind == ColumnKind.Base ? columns : JoinCoefficients(columns);
    }

    /// <summary>f = f₀ + f₁·X + f₂·X² at a point, from the values of f₀, f₁ and f₂ there.</summary>
    private static GoldilocksCubic[] JoinCoefficients(GoldilocksCubic[] columns) =>
        [.. columns.Chunk(GoldilocksCubic.Degree).Select(c => c[0] + CubicBasis.TimesX(c[1] + CubicBasis.TimesX(c[2])))];

    private GoldilocksCubic[] Weights(GoldilocksCubic point, int logRowCount)
    {
        GoldilocksCubic[] inverses = Inverses(point, logRowCount);
        Goldilocks[] points = new Goldilocks[inverses.Length];
        EvaluationDomain.FillPoints(points, EvaluationDomain.Shift);
        GoldilocksCubic scale = (point * EvaluationDomain.Shift.Inverse()).Pow(1UL << logRowCount) - GoldilocksCubic.One;
        scale *= new Goldilocks(1UL << logRowCount).Inverse();
        return [.. inverses.Select((inverse, row) => inverse * points[row] * scale)];
    }
}
