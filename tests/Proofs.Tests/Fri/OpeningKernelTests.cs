using Rollup.Crypto;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Fri;

public sealed unsafe class OpeningKernelTests
{
    private const int Rows = 64;

    /// <summary>Words that stretch the sums most.</summary>
    private static readonly ulong[] Edges = [0, 1, Goldilocks.Modulus - 1, 0xFFFF_FFFF, 0xFFFF_FFFF_0000_0000];

    public static TheoryData<VectorPath> Paths() => [.. VectorPaths.Supported];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Sums_over_rows_are_those_of_the_plain_kernel(VectorPath path)
    {
        using NativeMatrix matrix = EdgyMatrix(WeightLimbs.MaxTerms, 8);
        using NativeBuffer limbs = Limbs(WeightLimbs.MaxTerms, 1);
        Assert.Equal(Sum(OpeningKernel.Of(VectorPath.Scalar, Rows)), Sum(OpeningKernel.Of(path, Rows)));

        GoldilocksCubic[] Sum(OpeningKernel kernel)
        {
            using NativeBuffer words = NativeBuffer.Zeroed(3 * 8);
            CubicStrip sums = new(words.Words, 8) { [3] = new(1, 2, 3) };
            kernel.AddRows(matrix.Panel(0), matrix.RowCount, limbs.Words, sums);
            return [.. Enumerable.Range(0, 8).Select(i => sums[i])];
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Sums_over_columns_are_those_of_the_plain_kernel(VectorPath path)
    {
        // More panels than one stretch of unreduced sums can take.
        const int panels = WeightLimbs.MaxTerms / 8 + 3;
        using NativeMatrix matrix = EdgyMatrix(Rows, 8 * panels);
        using NativeBuffer limbs = Limbs(panels, 8);
        Assert.Equal(Sum(OpeningKernel.Of(VectorPath.Scalar, Rows)), Sum(OpeningKernel.Of(path, Rows)));

        GoldilocksCubic[] Sum(OpeningKernel kernel)
        {
            using NativeBuffer words = NativeBuffer.Zeroed(3 * Rows);
            CubicStrip sums = new(words.Words, Rows) { [5] = new(1, 2, 3) };
            kernel.AddColumns(matrix.Panel(0), matrix.PanelLength, panels, Rows, limbs.Words, sums);
            return [.. Enumerable.Range(0, Rows).Select(i => sums[i])];
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Inverted_differences_are_inverses(VectorPath path)
    {
        GoldilocksCubic z = new(11, 12, 13);
        Goldilocks[] points = [.. Enumerable.Range(0, Rows).Select(i => EvaluationDomain.CosetPoint(6, i))];
        using NativeBuffer words = NativeBuffer.Uninitialized(3 * Rows);
        CubicStrip inverses = new(words.Words, Rows);
        OpeningKernel.Of(path, Rows).InvertDifferences(z, points, inverses);
        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal(GoldilocksCubic.One, inverses[i] * (z - points[i]));
        }
    }

    [Fact]
    public void The_characteristic_polynomial_vanishes_at_its_element()
    {
        GoldilocksCubic z = new(Goldilocks.Modulus - 5, 77, 123_456_789);
        CharacteristicPolynomial polynomial = CharacteristicPolynomial.Of(z);
        Assert.Equal(GoldilocksCubic.Zero, z * z * z - z * z * polynomial.Trace + z * polynomial.Middle - polynomial.Norm);
    }

    [Fact]
    public void Limbs_join_to_the_weight_they_were_split_from()
    {
        GoldilocksCubic weight = new(Goldilocks.Modulus - 1, 0x0123_4567_89AB_CDEF, 0);
        ulong* limbs = stackalloc ulong[2 * WeightLimbs.Count];
        WeightLimbs.Split(weight, limbs, 2);
        Assert.Equal(weight, WeightLimbs.Join(limbs, 2));
    }

    private static NativeMatrix EdgyMatrix(int rows, int columns)
    {
        Random random = new(1);
        NativeMatrix matrix = new(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                matrix[row, column] = row % 2 == 0 ? Edges[(row + column) % Edges.Length] : (ulong)random.NextInt64();
            }
        }

        return matrix;
    }

    /// <summary>Weights of all ones, the largest there are, between random ones.</summary>
    private static NativeBuffer Limbs(int groups, int perGroup)
    {
        Random random = new(2);
        NativeBuffer limbs = NativeBuffer.Uninitialized(groups * perGroup * WeightLimbs.Count);
        for (int i = 0; i < groups * perGroup; i++)
        {
            GoldilocksCubic weight = i % 2 == 0
                ? new(Goldilocks.Modulus - 1, 0xFFFF_FFFE_FFFF_FFFF, Goldilocks.Modulus - 1)
                : new((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64());
            WeightLimbs.Split(weight, limbs.Words + i / perGroup * perGroup * WeightLimbs.Count + i % perGroup, perGroup);
        }

        return limbs;
    }
}
