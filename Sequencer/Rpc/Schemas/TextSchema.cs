using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rollup.Sequencer.Rpc;

/// <summary>A string of a bounded number of Unicode code points, which may have to match a pattern.</summary>
internal sealed class TextSchema : Schema<string>
{
    private readonly int _minLength;
    private readonly int _maxLength;
    private readonly Regex? _pattern;

    public TextSchema(int minLength, int maxLength, string? pattern, string? expected)
    {
        (_minLength, _maxLength) = (minLength, maxLength);

        // Callers choose the text: without backtracking the time is linear in its length.
        _pattern = pattern is null ? null : new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        Expected = expected ?? (minLength == 0 ? $"a string of at most {maxLength} characters" : $"a string of {minLength} to {maxLength} characters");
    }

    public override string Expected { get; }

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out string value, [NotNullWhen(false)] out ReadFault? fault)
    {
        value = reader.TokenType == JsonTokenType.String ? reader.GetString()! : null;
        bool read = value is not null && HasAllowedLength(value) && _pattern?.IsMatch(value) != false;
        fault = read ? null : Fault();
        return read;
    }

    public override void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        writer.WriteString("type", "string");
        writer.WriteNumber("minLength", _minLength);
        writer.WriteNumber("maxLength", _maxLength);
        if (_pattern is not null)
        {
            writer.WriteString("pattern", _pattern.ToString());
        }
    }

    private bool HasAllowedLength(string value)
    {
        // A code point takes one or two chars, so most lengths are decided without counting.
        if (value.Length < _minLength || value.Length > 2 * _maxLength)
        {
            return false;
        }

        int codePoints = 0;
        foreach (Rune _ in value.EnumerateRunes())
        {
            codePoints++;
        }

        return codePoints >= _minLength && codePoints <= _maxLength;
    }
}
