using System.Numerics;
using Rollup.Crypto.Tests.Fields;

namespace Rollup.Crypto.Tests.Hashing;

public sealed class Poseidon2ConstantsTests
{
    private static readonly BigInteger P = Goldilocks.Modulus;

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void Round_constants_are_what_the_Grain_generator_gives(int width)
    {
        GrainLfsr grain = new(64, width, Poseidon2Constants.FullRounds, Poseidon2Constants.PartialRounds);
        int half = width * Poseidon2Constants.FullRounds / 2;

        ulong[] first = Next(half), partial = Next(Poseidon2Constants.PartialRounds), last = Next(half);
        Assert.Equal([.. first, .. last], Poseidon2Constants.External(width).ToArray());
        Assert.Equal(partial, Poseidon2Constants.Internal(width).ToArray());

        ulong[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => grain.NextElement())];
    }

    [Fact]
    public void The_diagonals_are_the_small_fractions_of_the_specification()
    {
        (int, int)[] width8 = [(-2, 1), (1, 1), (2, 1), (1, 2), (3, 1), (-1, 2), (-3, 1), (-4, 1)];
        (int, int)[] width12 =
            [(-2, 1), (1, 1), (2, 1), (1, 2), (3, 1), (4, 1), (-1, 2), (-3, 1), (-4, 1), (1, 4), (-1, 4), (1, 8)];
        Assert.Equal(width8.Select(Fraction), Poseidon2Constants.Diagonal8.ToArray());
        Assert.Equal(width12.Select(Fraction), Poseidon2Constants.Diagonal12.ToArray());

        static ulong Fraction((int Numerator, int Denominator) f) =>
            (ulong)((f.Numerator * BigInteger.ModPow(f.Denominator, P - 2, P) % P + P) % P);
    }

    /// <remarks>
    /// The condition of the Poseidon2 paper, section 5.3, against subspace trails that no S-box ever meets: the
    /// characteristic polynomials of M, M², …, M^(2·width) are irreducible.
    /// </remarks>
    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void No_power_of_the_internal_matrix_has_an_invariant_subspace(int width)
    {
        BigInteger[,] matrix = InternalMatrix(width), power = matrix;
        for (int exponent = 1; exponent <= 2 * width; exponent++)
        {
            Assert.True(CharacteristicPolynomial(power).IsIrreducible(), $"width {width}, power {exponent}");
            power = Multiply(power, matrix);
        }
    }

    [Fact]
    public void Other_widths_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Poseidon2Constants.Diagonal(16).Length);

    internal static BigInteger[,] InternalMatrix(int width)
    {
        BigInteger[,] matrix = new BigInteger[width, width];
        for (int row = 0; row < width; row++)
        {
            for (int column = 0; column < width; column++)
            {
                matrix[row, column] = row == column ? 1 + (BigInteger)Poseidon2Constants.Diagonal(width)[row] : 1;
            }
        }

        return matrix;
    }

    /// <summary>Faddeev and LeVerrier: c(n−k) = −tr(A·M)/k with M ← A·M + c·1.</summary>
    private static Polynomial CharacteristicPolynomial(BigInteger[,] a)
    {
        int n = a.GetLength(0);
        BigInteger[] coefficients = new BigInteger[n + 1];
        coefficients[n] = 1;
        BigInteger[,] m = new BigInteger[n, n];
        for (int k = 1; k <= n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                m[i, i] += coefficients[n - k + 1];
            }

            m = Multiply(a, m);
            BigInteger trace = Enumerable.Range(0, n).Aggregate(BigInteger.Zero, (sum, i) => sum + m[i, i]);
            coefficients[n - k] = P - trace * BigInteger.ModPow(k, P - 2, P) % P;
        }

        return new(coefficients);
    }

    private static BigInteger[,] Multiply(BigInteger[,] a, BigInteger[,] b)
    {
        int n = a.GetLength(0);
        BigInteger[,] product = new BigInteger[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                product[i, j] = Enumerable.Range(0, n).Aggregate(BigInteger.Zero, (sum, k) => sum + a[i, k] * b[k, j]) % P;
            }
        }

        return product;
    }
}
