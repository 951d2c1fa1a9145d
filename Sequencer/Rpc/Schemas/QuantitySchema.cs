using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>
/// A whole number that may pass 2^53: a string of decimal digits, or of hexadecimal ones after 0x, without leading
/// zeros, sign or space. Answers are decimal.
/// </summary>
/// <typeparam name="T">An unsigned number wide enough for <paramref name="maximum"/>.</typeparam>
internal sealed class QuantitySchema<T>(T minimum, T maximum) : Schema<T>
    where T : struct, IBinaryInteger<T>
{
    // 2^256 − 1, the widest number of L1, has 78 decimal digits.
    private const int MaxDigits = 78;

    public override string Expected { get; } =
        $"a string that holds a whole number from {minimum} to {maximum}, decimal (\"26\") or hexadecimal (\"0x1a\"), without leading zeros";

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out ReadFault? fault)
    {
        bool read = TryParse(ref reader, out value) && value >= minimum && value <= maximum;
        fault = read ? null : Fault();
        return read;
    }

    public override void Write(Utf8JsonWriter writer, T value)
    {
        Span<byte> digits = stackalloc byte[MaxDigits + 2];
        if (!value.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"quantity {value} has more than {MaxDigits} digits");
        }

        writer.WriteStringValue(digits[..length]);
    }

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        writer.WriteString("type", "string");
        writer.WriteString("pattern", "^(0|[1-9][0-9]*|0x(0|[1-9a-f][0-9a-f]*))$");
        writer.WriteString("x-minimum", minimum.ToString());
        writer.WriteString("x-maximum", maximum.ToString());
    }

    private static bool TryParse(ref Utf8JsonReader reader, out T value)
    {
        value = default;

        // An escaped digit would be a second text for the same number.
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || reader.HasValueSequence)
        {
            return false;
        }

        ReadOnlySpan<byte> text = reader.ValueSpan;
        bool isHex = text.StartsWith("0x"u8);
        ReadOnlySpan<byte> digits = isHex ? text[2..] : text;
        if (digits.IsEmpty || digits.Length > MaxDigits || (digits[0] == '0' && digits.Length > 1)
            || digits.ContainsAnyExcept(isHex ? Digits.Hexadecimal : Digits.Decimal))
        {
            return false;
        }

        return isHex ? TryParseHex(digits, out value) : T.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryParseHex(ReadOnlySpan<byte> digits, out T value)
    {
        // A signed wide type (BigInteger) takes a first digit of 8 or more for a minus sign unless a zero leads.
        Span<byte> padded = stackalloc byte[MaxDigits + 1];
        padded[0] = (byte)'0';
        digits.CopyTo(padded[1..]);
        return T.TryParse(padded[..(digits.Length + 1)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
