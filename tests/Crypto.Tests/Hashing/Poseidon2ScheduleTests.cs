using System.Numerics;

namespace Rollup.Crypto.Tests.Hashing;

/// <summary>What the vector kernel relies on without checking: bounds and congruences of its constants.</summary>
public sealed unsafe class Poseidon2ScheduleTests
{
    private static readonly BigInteger P = Goldilocks.Modulus;

    [Fact]
    public void Both_biases_are_zero_modulo_p()
    {
        Assert.True(((Poseidon2Schedule.SmallBiasLow + ((BigInteger)Poseidon2Schedule.SmallBiasHigh << 32)) % P).IsZero);
        Assert.True(((Poseidon2Schedule.LargeBiasLow + ((BigInteger)Poseidon2Schedule.LargeBiasHigh << 32)) % P).IsZero);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void Halves_of_external_layers_stay_above_minus_the_small_bias(int width)
    {
        // M4 has rows 2 3 1 1 in some order, and each column is added to itself once more than there are groups.
        BigInteger rowSum = (2 + 3 + 1 + 1) * (width / 4 + 1);
        BigInteger lowest = -rowSum * ((BigInteger.One << 33) - 1);
        Assert.True(lowest + Poseidon2Schedule.SmallBiasLow >= 0);
    }

    /// <summary>Follows the largest absolute value of any half through a block, as the kernel's rounds change it.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void Halves_of_partial_rounds_stay_below_the_large_bias(int width)
    {
        Poseidon2Schedule schedule = width == 8 ? Poseidon2Schedule.Width8 : Poseidon2Schedule.Width12;
        BigInteger limit = BigInteger.Min(Poseidon2Schedule.LargeBiasLow, Poseidon2Schedule.LargeBiasHigh);
        BigInteger scale = 1 << schedule.LogScale;
        BigInteger sbox = BigInteger.One << 34; // low + high of a quotient

        BigInteger[] rest = [.. Enumerable.Repeat(BigInteger.One << 33, width - 1)];
        for (int round = 0; round < schedule.BlockLength; round++)
        {
            BigInteger sum = scale * (sbox + rest.Aggregate(BigInteger.Add));
            for (int i = 1; i < width; i++)
            {
                rest[i - 1] = sum + BigInteger.Abs((long)schedule.Diagonal[i]) * rest[i - 1];
                Assert.True(rest[i - 1] < limit, $"round {round}, element {i}");
            }

            // Element 0, and the constant that is added before it is joined into a word.
            Assert.True(sum + 2 * scale * sbox < limit, $"round {round}, element 0");
            Assert.True(sum + 2 * scale * sbox + limit + uint.MaxValue < BigInteger.One << 63, $"round {round}, upper end");
        }

        Assert.True(limit + rest.Max() < BigInteger.One << 63);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void The_scaled_diagonal_is_integral_and_small(int width)
    {
        Poseidon2Schedule schedule = width == 8 ? Poseidon2Schedule.Width8 : Poseidon2Schedule.Width12;
        for (int i = 0; i < width; i++)
        {
            long scaled = (long)schedule.Diagonal[i];
            Assert.InRange(scaled, -32, 32);
            Assert.Equal((BigInteger)Poseidon2Constants.Diagonal(width)[i] * (1 << schedule.LogScale) % P, (scaled + P) % P);
        }
    }
}
