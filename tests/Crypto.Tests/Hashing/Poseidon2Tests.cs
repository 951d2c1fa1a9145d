namespace Rollup.Crypto.Tests.Hashing;

public sealed class Poseidon2Tests
{
    private const int Seed = 11;

    /// <remarks>Vectors: Plonky3, goldilocks/src/poseidon2.rs, test_default_goldilocks_poseidon2_width_8.</remarks>
    [Fact]
    public void Width_8_gives_the_published_permutation_of_0_to_7() => Assert.Equal(
        [
            0x020cf04a1b214d14, 0x84e14aaaeacaed25, 0x1ae0f640e81c7457, 0xa4d204cbaeb0d8a5,
            0x0cf637b627b3a7ff, 0x788d304d948b486b, 0x7327133ea1949af4, 0xf415abb924da395b,
        ],
        Permute(8, [0, 1, 2, 3, 4, 5, 6, 7]));

    /// <remarks>Vectors: Plonky3, goldilocks/src/poseidon2.rs, test_default_goldilocks_poseidon2_width_12.</remarks>
    [Fact]
    public void Width_12_gives_the_published_permutation_of_0_to_11() => Assert.Equal(
        [
            0xf292ab67c0f14b03, 0x0a32f1b37656544c, 0x053c61ab895498de, 0x02ff92e55b196ffb,
            0x58176e8f6f58cab2, 0xb0aa1206e7aec0f8, 0xe90c13f3dce83ca4, 0xf4da15333edf39c2,
            0x23b701c053c2ca6c, 0xd233d593dcdfbf58, 0x4effa5f9516fb52e, 0x0aaf4489f1f40166,
        ],
        Permute(12, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void The_permutation_is_the_one_the_paper_defines(int width)
    {
        Random random = new(Seed);
        for (int round = 0; round < 50; round++)
        {
            Goldilocks[] state = [.. Enumerable.Range(0, width).Select(_ => Samples.Next(random))];
            Assert.Equal(NaivePoseidon2.Permute(state).Select(e => e.Value), Permute(width, state));
        }
    }

    private static ulong[] Permute(int width, Goldilocks[] state)
    {
        if (width == 8)
        {
            Poseidon2.Permute8(state);
        }
        else
        {
            Poseidon2.Permute12(state);
        }

        return [.. state.Select(e => e.Value)];
    }
}
