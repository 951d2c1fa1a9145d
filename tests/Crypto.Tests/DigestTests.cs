namespace Rollup.Crypto.Tests;

public sealed class DigestTests
{
    private const string Text = "0x0000000000000001000000000000000200000000000000030000000000000004";

    [Fact]
    public void A_digest_is_four_big_endian_words()
    {
        Digest digest = new(1, 2, 3, 4);
        Assert.Equal(Text, digest.ToString());
        Assert.True(Digest.TryParse(Text, out Digest parsed));
        Assert.Equal(digest, parsed);
    }

    [Fact]
    public void Bytes_read_back_as_what_was_written()
    {
        Random random = new(8);
        for (int i = 0; i < 100; i++)
        {
            Digest digest = Samples.Digest(random);
            Assert.True(Digest.TryRead(digest.ToBytes(), out Digest read));
            Assert.Equal(digest, read);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_word_that_is_not_below_p_is_refused(int word)
    {
        byte[] bytes = new byte[Digest.ByteCount];
        Convert.FromHexString("FFFFFFFF00000001").CopyTo(bytes, 8 * word);
        Assert.False(Digest.TryRead(bytes, out Digest digest));
        Assert.True(digest.IsZero);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public void Another_length_is_refused(int length) => Assert.False(Digest.TryRead(new byte[length], out _));

    [Fact]
    public void A_digest_has_four_elements() => Assert.Throws<ArgumentOutOfRangeException>(() => Digest.Zero[4]);
}
