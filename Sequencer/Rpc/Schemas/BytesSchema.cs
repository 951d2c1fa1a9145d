using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>Bytes as 0x and two lower-case hexadecimal digits each.</summary>
internal sealed class BytesSchema(int minCount, int maxCount) : Schema<byte[]>
{
    private const int StackLimit = 512;

    public override string Expected { get; } = minCount == maxCount
        ? $"{minCount} bytes as 0x and {2 * minCount} lower-case hexadecimal digits"
        : $"{minCount} to {maxCount} bytes as 0x and two lower-case hexadecimal digits each";

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out byte[] value, [NotNullWhen(false)] out ReadFault? fault)
    {
        value = TryParse(ref reader);
        fault = value is null ? Fault() : null;
        return value is not null;
    }

    public override void Write(Utf8JsonWriter writer, byte[] value)
    {
        int length = 2 + 2 * value.Length;
        Span<byte> text = length <= StackLimit ? stackalloc byte[StackLimit] : new byte[length];
        "0x"u8.CopyTo(text);
        Convert.TryToHexStringLower(value, text[2..], out _);
        writer.WriteStringValue(text[..length]);
    }

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        writer.WriteString("type", "string");
        writer.WriteString("pattern", "^0x([0-9a-f]{2})*$");
        writer.WriteNumber("minLength", 2 + 2 * minCount);
        writer.WriteNumber("maxLength", 2 + 2 * maxCount);
    }

    private byte[]? TryParse(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || reader.HasValueSequence)
        {
            return null;
        }

        ReadOnlySpan<byte> text = reader.ValueSpan;
        int count = (text.Length - 2) / 2;
        if (!text.StartsWith("0x"u8) || text.Length % 2 != 0 || count < minCount || count > maxCount
            || text[2..].ContainsAnyExcept(Digits.Hexadecimal))
        {
            return null;
        }

        return Convert.FromHexString(text[2..]);
    }
}
