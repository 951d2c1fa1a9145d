using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>The number-theoretic transform of one column, plainly written.</summary>
/// <remarks>
/// Evaluation is repeated reduction: a polynomial modulo x^2m − c² is reduced modulo x^m − c and x^m + c, first block and
/// second block, until the moduli are x − point. The points come out in bit-reversed order, on any coset, with one
/// constant per block. <see cref="LowDegreeExtension"/> does the same for whole matrices with vectors.
/// </remarks>
public static class Ntt
{
    /// <summary>Coefficients, lowest degree first, to values on <paramref name="shift"/>·H in bit-reversed order, in place.</summary>
    public static void Evaluate<T>(Span<T> values, Goldilocks shift)
        where T : struct, IExtensionField<T>
    {
        Goldilocks[] points = BlockPoints(values.Length);
        for (int half = values.Length / 2; half >= 1; half /= 2)
        {
            Goldilocks scale = shift.Pow((ulong)half);
            for (int block = 0; block < values.Length / (2 * half); block++)
            {
                Span<T> first = values.Slice(2 * half * block, half);
                Span<T> second = values.Slice(2 * half * block + half, half);
                Goldilocks c = scale * points[block];
                for (int i = 0; i < half; i++)
                {
                    T product = second[i] * c;
                    (first[i], second[i]) = (first[i] + product, first[i] - product);
                }
            }
        }
    }

    /// <summary>Values on <paramref name="shift"/>·H in bit-reversed order to coefficients, lowest degree first, in place.</summary>
    public static void Interpolate<T>(Span<T> values, Goldilocks shift)
        where T : struct, IExtensionField<T>
    {
        Goldilocks[] points = BlockPoints(values.Length);
        Goldilocks shiftInverse = shift.Inverse();
        for (int half = 1; half < values.Length; half *= 2)
        {
            Goldilocks scale = shiftInverse.Pow((ulong)half);
            for (int block = 0; block < values.Length / (2 * half); block++)
            {
                Span<T> first = values.Slice(2 * half * block, half);
                Span<T> second = values.Slice(2 * half * block + half, half);
                Goldilocks c = scale * points[block].Inverse();
                for (int i = 0; i < half; i++)
                {
                    (first[i], second[i]) = (first[i] + second[i], (first[i] - second[i]) * c);
                }
            }
        }

        Goldilocks sizeInverse = new Goldilocks((ulong)values.Length).Inverse();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= sizeInverse;
        }
    }

    /// <summary>The constant c of each block on the subgroup itself: every other point of the bit-reversed subgroup.</summary>
    private static Goldilocks[] BlockPoints(int size)
    {
        Goldilocks[] points = new Goldilocks[Math.Max(size, 2)];
        EvaluationDomain.FillPoints(points, Goldilocks.One);
        return [.. points.Where((_, row) => row % 2 == 0)];
    }
}
