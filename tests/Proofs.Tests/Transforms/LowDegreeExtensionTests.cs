using Rollup.Crypto;
using Rollup.Proofs.Tests.Fri;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Transforms;

public sealed class LowDegreeExtensionTests
{
    public static TheoryData<int, int, VectorPath> SizesAndPaths()
    {
        TheoryData<int, int, VectorPath> data = [];
        foreach (VectorPath path in VectorPaths.Supported)
        {
            for (int logRows = 0; logRows <= 8; logRows++)
            {
                data.Add(logRows, 1 + logRows % 3, path);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(SizesAndPaths))]
    public void The_extension_equals_direct_evaluation_of_the_interpolant(int logRows, int logBlowup, VectorPath path)
    {
        using NativeMatrix trace = OpeningScenario.RandomMatrix(new Random(logRows), 1 << logRows, 9);
        using NativeMatrix extended = LowDegreeExtension.Extend(trace, logBlowup, new(1, path));

        for (int column = 0; column < trace.ColumnCount; column++)
        {
            Goldilocks[] coefficients = NaiveInterpolation.OnSubgroup([.. Column(trace, column)]);
            for (int row = 0; row < extended.RowCount; row++)
            {
                Goldilocks point = EvaluationDomain.CosetPoint(logRows + logBlowup, row);
                Assert.Equal(NaiveInterpolation.Evaluate(coefficients, point), extended[row, column]);
            }
        }
    }

    [Theory]
    [InlineData(12, 1)]
    [InlineData(13, 2)]
    [InlineData(14, 1)]
    [InlineData(15, 1)]
    [InlineData(16, 2)]
    [InlineData(17, 1)]
    public void Long_columns_are_extended_as_the_plain_transform_extends_them(int logRows, int logBlowup)
    {
        using NativeMatrix trace = OpeningScenario.RandomMatrix(new Random(logRows), 1 << logRows, 2);
        foreach (VectorPath path in VectorPaths.Supported)
        {
            using NativeMatrix extended = LowDegreeExtension.Extend(trace, logBlowup, new(2, path));
            for (int column = 0; column < trace.ColumnCount; column++)
            {
                Goldilocks[] expected = new Goldilocks[extended.RowCount];
                Goldilocks[] values = [.. Column(trace, column)];
                for (int row = 0; row < values.Length; row++)
                {
                    expected[EvaluationDomain.ReverseBits(row, logRows)] = values[row];
                }

                Ntt.Interpolate(expected.AsSpan(0, values.Length), Goldilocks.One);
                Ntt.Evaluate<Goldilocks>(expected, EvaluationDomain.Shift);
                Assert.Equal(expected, Column(extended, column));
            }
        }
    }

    private static IEnumerable<Goldilocks> Column(NativeMatrix matrix, int column) =>
        Enumerable.Range(0, matrix.RowCount).Select(row => matrix[row, column]);
}
