namespace Rollup.Crypto.Tests;

public sealed class HexTests
{
    [Fact]
    public void Bytes_have_one_text()
    {
        Assert.Equal("0x00ff1a", Hex.Format([0x00, 0xFF, 0x1A]));
        Assert.True(Hex.TryParse("0x00ff1a", 3, out byte[] bytes));
        Assert.Equal([0x00, 0xFF, 0x1A], bytes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00ff1a")]
    [InlineData("0X00ff1a")]
    [InlineData("0x00FF1a")]
    [InlineData("0x00ff1")]
    [InlineData("0x00ff1a00")]
    [InlineData("0x00ff1g")]
    [InlineData("0x00ff1\u0661")]
    public void Any_other_text_is_refused(string? text) => Assert.False(Hex.TryParse(text, 3, out _));
}
