namespace Rollup.Crypto.Tests.Hashing;

public sealed class SpongeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(19)]
    public void A_digest_is_the_rate_after_each_block_was_written_over_it_and_permuted(int length)
    {
        const ulong tag = 42;
        Random random = new(length);
        Goldilocks[] elements = [.. Enumerable.Range(0, length).Select(_ => Samples.Next(random))];

        Goldilocks[] state = [0, 0, 0, 0, tag, (ulong)length, 0, 0];
        for (int block = 0; block < Math.Max(1, (length + 3) / 4); block++)
        {
            for (int i = 0; i < 4; i++)
            {
                state[i] = 4 * block + i < length ? elements[4 * block + i] : 0;
            }

            state = NaivePoseidon2.Permute(state);
        }

        Assert.Equal(new Digest(state[0], state[1], state[2], state[3]), Sponge.Hash(tag, elements));
    }

    [Fact]
    public void Another_tag_or_a_trailing_zero_changes_the_digest()
    {
        Digest digest = Sponge.Hash(1, 5, 6, 7);
        Assert.NotEqual(digest, Sponge.Hash(2, 5, 6, 7));
        Assert.NotEqual(digest, Sponge.Hash(1, 5, 6, 7, 0));
        Assert.NotEqual(Sponge.Hash(1), Sponge.Hash(1, 0));
    }

    [Fact]
    public void A_number_of_elements_that_does_not_fit_the_digests_is_refused() =>
        Assert.Throws<ArgumentException>(() => Sponge.HashMany(1, 8, new Goldilocks[17], new Digest[2]));
}
