using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>A small whole number, written as a JSON number without fraction, exponent, or a minus before zero.</summary>
internal sealed class IntegerSchema : Schema<long>
{
    /// <summary>Beyond 2^53 − 1, readers that keep numbers as doubles change the value silently.</summary>
    public const long LargestSafe = (1L << 53) - 1;

    private readonly long _minimum;
    private readonly long _maximum;

    public IntegerSchema(long minimum, long maximum)
    {
        if (minimum < -LargestSafe || maximum > LargestSafe || minimum > maximum)
        {
            throw new ArgumentOutOfRangeException(nameof(maximum), $"{minimum}..{maximum} is no range of safe integers; use a quantity");
        }

        (_minimum, _maximum) = (minimum, maximum);
        Expected = $"a whole number from {minimum} to {maximum}, without fraction or exponent";
    }

    public override string Expected { get; }

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out long value, [NotNullWhen(false)] out ReadFault? fault)
    {
        bool read = TryReadCanonical(ref reader, out value) && value >= _minimum && value <= _maximum;
        fault = read ? null : Fault();
        return read;
    }

    public override void Write(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        writer.WriteString("type", "integer");
        writer.WriteNumber("minimum", _minimum);
        writer.WriteNumber("maximum", _maximum);
    }

    /// <summary>JSON already forbids leading zeros and a plus sign; what is left to refuse is 1.0, 1e3 and −0.</summary>
    internal static bool TryReadCanonical(ref Utf8JsonReader reader, out long value)
    {
        value = 0;
        if (reader.TokenType != JsonTokenType.Number || reader.HasValueSequence)
        {
            return false;
        }

        ReadOnlySpan<byte> digits = reader.ValueSpan;
        bool isNegative = digits[0] == '-';
        return !digits[(isNegative ? 1 : 0)..].ContainsAnyExcept(Digits.Decimal)
            && reader.TryGetInt64(out value)
            && !(isNegative && value == 0);
    }
}
