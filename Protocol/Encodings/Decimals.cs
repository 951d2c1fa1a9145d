using System.Globalization;

namespace Rollup.Protocol.Encodings;

/// <summary>The one text form of unsigned integers: decimal digits without sign, space or leading zero.</summary>
public static class Decimals
{
    public static string Format(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    public static bool TryParse(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        bool canonical = text.Length == 1 || (text.Length > 1 && text[0] != '0');
        return canonical && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out uint value)
    {
        bool parsed = TryParse(text, out ulong wide) && wide <= uint.MaxValue;
        value = parsed ? (uint)wide : 0;
        return parsed;
    }
}
