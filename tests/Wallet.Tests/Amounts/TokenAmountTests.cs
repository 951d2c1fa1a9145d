using Rollup.Wallet.Amounts;

namespace Rollup.Wallet.Tests.Amounts;

public sealed class TokenAmountTests
{
    [Theory]
    [Trait("Plan", "L06")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("0.0000000000000000001")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("01")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData("")]
    [InlineData("١")]
    public void An_amount_in_any_other_form_than_plain_decimal_is_refused_with_the_accepted_form(string text)
    {
        Assert.False(TokenAmount.TryParse(text, 9, out _, out string? expected));
        Assert.Contains("expected a decimal amount such as 12 or 0.5", expected);
    }

    [Theory]
    [InlineData("0", 9, 0UL)]
    [InlineData("1", 9, 1_000_000_000UL)]
    [InlineData("0.5", 9, 500_000_000UL)]
    [InlineData("12.000000001", 9, 12_000_000_001UL)]
    [InlineData("7", 0, 7UL)]
    [InlineData("1.25", 6, 1_250_000UL)]
    public void Plain_decimals_are_exact(string text, int decimals, ulong units)
    {
        Assert.True(TokenAmount.TryParse(text, decimals, out ulong parsed, out _));
        Assert.Equal(units, parsed);
    }

    [Theory]
    [InlineData("0.0000000001", 9)]
    [InlineData("1.5", 0)]
    public void A_digit_below_the_smallest_unit_is_refused_rather_than_rounded(string text, int decimals) =>
        Assert.False(TokenAmount.TryParse(text, decimals, out _, out _));

    [Fact]
    public void An_amount_beyond_64_bits_is_refused_as_too_large()
    {
        Assert.False(TokenAmount.TryParse("18446744073709551616", 0, out _, out string? expected));
        Assert.Contains("larger", expected);
    }

    [Fact]
    public void Every_formatted_amount_reads_back_as_itself()
    {
        Random random = new(7);
        for (int i = 0; i < 1000; i++)
        {
            ulong units = (ulong)random.NextInt64() >> random.Next(63);
            int decimals = random.Next(10);
            string text = TokenAmount.Format(units, decimals);
            Assert.True(TokenAmount.TryParse(text, decimals, out ulong parsed, out _), text);
            Assert.Equal(units, parsed);
        }
    }
}
