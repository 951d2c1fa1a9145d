using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Fri;

public sealed class FoldingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Folding_evaluates_the_parts_of_the_polynomial_at_beta(int logArity)
    {
        const int logLength = 6;
        Random random = new(logArity);
        GoldilocksCubic[] coefficients = [.. Enumerable.Range(0, 1 << logLength).Select(_ => NextCubic(random))];
        GoldilocksCubic[] values = [.. coefficients];
        Ntt.Evaluate<GoldilocksCubic>(values, Goldilocks.One);
        GoldilocksCubic beta = NextCubic(random);
        FoldingRound round = new(logLength, logArity);

        for (int index = 0; index < 1 << round.LogFoldedLength; index++)
        {
            GoldilocksCubic[] leaf = values[(index << logArity)..((index + 1) << logArity)];
            Folding.Interpolate(leaf);
            GoldilocksCubic folded = Folding.Fold(leaf, Folding.InverseOfFirst(index, round), beta);

            // Σ βʲ·fⱼ(y^arity), fⱼ being the coefficients j, j + arity, j + 2·arity, ….
            Goldilocks point = EvaluationDomain.SubgroupPoint(round.LogFoldedLength, index);
            GoldilocksCubic expected = default;
            for (int j = round.Arity - 1; j >= 0; j--)
            {
                GoldilocksCubic part = default;
                for (int i = coefficients.Length - round.Arity + j; i >= 0; i -= round.Arity)
                {
                    part = part * point + coefficients[i];
                }

                expected = expected * beta + part;
            }

            Assert.Equal(expected, folded);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_leafs_coefficients_give_its_values_at_the_roots_of_unity(int logArity)
    {
        Random random = new(logArity);
        GoldilocksCubic[] values = [.. Enumerable.Range(0, 1 << logArity).Select(_ => NextCubic(random))];
        GoldilocksCubic[] leaf = [.. values];
        Folding.Interpolate(leaf);
        for (int t = 0; t < values.Length; t++)
        {
            Goldilocks root = EvaluationDomain.SubgroupPoint(logArity, t);
            Assert.Equal(values[t], leaf.Reverse().Aggregate(default(GoldilocksCubic), (sum, c) => sum * root + c));
            Assert.Equal(values[t], Folding.Evaluate(leaf, t));
        }
    }

    [Theory]
    [InlineData(new[] { 18 }, 3, 5, new[] { 3, 3, 3, 3, 1 }, 5)]
    [InlineData(new[] { 14 }, 4, 7, new[] { 4, 3 }, 7)]
    [InlineData(new[] { 18, 16, 16, 9 }, 3, 5, new[] { 2, 3, 3, 1, 3, 1 }, 5)]
    [InlineData(new[] { 10, 2 }, 3, 5, new[] { 3, 3, 2 }, 2)]
    [InlineData(new[] { 4, 0 }, 4, 5, new[] { 4 }, 0)]
    [InlineData(new[] { 3 }, 3, 5, new int[0], 3)]
    public void The_schedule_stops_at_every_height_and_at_the_final_length(
        int[] logHeights, int maxLogArity, int logFinalLength, int[] logArities, int final)
    {
        FriParameters parameters = new()
        {
            Hash = HashFunction.Poseidon2,
            LogBlowup = 2,
            QueryCount = 1,
            MaxLogArity = maxLogArity,
            LogFinalLength = logFinalLength,
        };
        FoldingSchedule schedule = FoldingSchedule.For(parameters, logHeights);
        Assert.Equal(logArities, schedule.Rounds.Select(round => round.LogArity));
        Assert.Equal(final, schedule.LogFinalLength);
        Assert.Equal(logHeights.Max() + 2, schedule.LogLength);
        Assert.Equal(1 << logArities.DefaultIfEmpty(0).Max(), schedule.LargestArity);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(11, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 5)]
    public void Parameters_out_of_range_are_refused(int logBlowup, int queryCount, int maxLogArity)
    {
        FriParameters parameters = new()
        {
            Hash = HashFunction.Poseidon2,
            LogBlowup = logBlowup,
            QueryCount = queryCount,
            MaxLogArity = maxLogArity,
        };
        Assert.Throws<ArgumentException>(parameters.Validated);
    }

    private static GoldilocksCubic NextCubic(Random random) =>
        new((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64());
}
