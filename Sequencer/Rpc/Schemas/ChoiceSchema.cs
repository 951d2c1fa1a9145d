using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>One of a closed list of words.</summary>
internal sealed class ChoiceSchema<T> : Schema<T>
    where T : notnull
{
    private readonly (JsonEncodedText Word, T Value)[] _choices;

    public ChoiceSchema(IReadOnlyList<(string Word, T Value)> choices)
    {
        _choices = [.. choices.Select(choice => (JsonEncodedText.Encode(choice.Word), choice.Value))];
        Expected = "one of " + string.Join(", ", choices.Select(choice => '"' + choice.Word + '"'));
    }

    public override string Expected { get; }

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out ReadFault? fault)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach ((JsonEncodedText word, T candidate) in _choices)
            {
                if (reader.ValueTextEquals(word.EncodedUtf8Bytes))
                {
                    value = candidate;
                    fault = null;
                    return true;
                }
            }
        }

        value = default;
        fault = Fault();
        return false;
    }

    public override void Write(Utf8JsonWriter writer, T value)
    {
        foreach ((JsonEncodedText word, T candidate) in _choices)
        {
            if (EqualityComparer<T>.Default.Equals(candidate, value))
            {
                writer.WriteStringValue(word);
                return;
            }
        }

        throw new InvalidOperationException($"{value} has no word on the wire; expected {Expected}");
    }

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        writer.WriteString("type", "string");
        writer.WriteStartArray("enum");
        foreach ((JsonEncodedText word, _) in _choices)
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
    }
}
