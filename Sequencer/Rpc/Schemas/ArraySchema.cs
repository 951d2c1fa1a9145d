using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>An array of a bounded number of items.</summary>
internal sealed class ArraySchema<T>(Schema<T> item, int minCount, int maxCount) : Schema<IReadOnlyList<T>>
    where T : notnull
{
    public override string Expected { get; } = minCount == maxCount
        ? $"an array of {minCount} items"
        : $"an array of {minCount} to {maxCount} items";

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out IReadOnlyList<T> value, [NotNullWhen(false)] out ReadFault? fault)
    {
        value = null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            fault = Fault();
            return false;
        }

        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count == maxCount)
            {
                fault = Fault();
                return false;
            }

            if (!item.TryRead(ref reader, out T? next, out fault))
            {
                fault = fault.At(items.Count);
                return false;
            }

            items.Add(next);
        }

        value = items;
        fault = items.Count < minCount ? Fault() : null;
        return fault is null;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value)
    {
        writer.WriteStartArray();
        for (int i = 0; i < value.Count; i++)
        {
            item.Write(writer, value[i]);
        }

        writer.WriteEndArray();
    }

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        writer.WriteString("type", "array");
        writer.WriteNumber("minItems", minCount);
        writer.WriteNumber("maxItems", maxCount);
        writer.WriteStartObject("items");
        item.Describe(writer, definitions);
        writer.WriteEndObject();
    }
}
