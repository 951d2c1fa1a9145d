using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Rollup.Crypto;

/// <summary>The one text form of byte strings: 0x and lower-case hexadecimal digits.</summary>
public static class Hex
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string Format(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Parses exactly <paramref name="byteCount"/> bytes.</summary>
    /// <returns>False for a missing prefix, upper-case digits or another length: one value has one text.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, int byteCount, out byte[] bytes)
    {
        bytes = [];
        if (text is null || text.Length != 2 + 2 * byteCount || !text.StartsWith("0x", StringComparison.Ordinal)
            || text.AsSpan(2).ContainsAnyExcept(Digits))
        {
            return false;
        }

        bytes = Convert.FromHexString(text.AsSpan(2));
        return true;
    }
}
