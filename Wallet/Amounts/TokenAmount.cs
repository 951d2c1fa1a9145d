using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Rollup.Wallet.Amounts;

/// <summary>Amounts as people write them: decimal token units such as 1.25, exact to the token's last L2 digit.</summary>
public static class TokenAmount
{
    /// <summary>Reads a decimal amount.</summary>
    /// <param name="text">Digits, optionally a point and more digits; no sign, exponent, separator or space.</param>
    /// <param name="decimals">Decimals of one L2 unit: the token's own, but at most 9.</param>
    /// <param name="units">The amount in L2 units.</param>
    /// <param name="expected">What is accepted, when the text is not.</param>
    public static bool TryParse(string text, int decimals, out ulong units, [NotNullWhen(false)] out string? expected)
    {
        units = 0;
        expected = $"expected a decimal amount such as 12 or 0.5, with at most {decimals} digits after the point";
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? text : text[..point];
        string fraction = point < 0 ? "" : text[(point + 1)..];
        bool wellFormed = IsDigits(whole) && (whole.Length == 1 || whole[0] != '0')
            && (point < 0 || IsDigits(fraction)) && fraction.Length <= decimals;
        if (!wellFormed)
        {
            return false;
        }

        if (!ulong.TryParse(whole + fraction.PadRight(decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out units))
        {
            expected = "the amount is larger than any balance can be";
            return false;
        }

        expected = null;
        return true;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads back as <paramref name="units"/>.</summary>
    public static string Format(ulong units, int decimals)
    {
        string digits = units.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string whole = digits[..^decimals];
        string fraction = digits[^decimals..].TrimEnd('0');
        return fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
