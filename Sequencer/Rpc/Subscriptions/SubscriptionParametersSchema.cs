using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>The parameters of whichever kind is subscribed to: kept as text until the kind is known, which then reads them strictly.</summary>
internal sealed class SubscriptionParametersSchema(IReadOnlyList<SubscriptionKind> kinds) : Schema<ReadOnlyMemory<byte>>
{
    public override string Expected => "an object with the parameters of the kind";

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out ReadOnlyMemory<byte> value, [NotNullWhen(false)] out ReadFault? fault)
    {
        bool read = reader.TokenType == JsonTokenType.StartObject;
        value = default;
        if (read)
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            value = JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray();
        }

        fault = read ? null : Fault();
        return read;
    }

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value) => writer.WriteRawValue(value.Span);

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        writer.WriteStartArray("anyOf");
        foreach (SubscriptionKind kind in kinds)
        {
            writer.WriteStartObject();
            writer.WriteString("title", kind.Name);
            kind.Parameters.DescribeObject(writer, definitions);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
