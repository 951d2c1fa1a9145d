using System.Text;
using System.Text.Json;
using Rollup.Protocol;

namespace Rollup.Auditor.Evidence;

/// <summary>Evidence as a self-contained JSON file.</summary>
public static class EvidenceFile
{
    private const int Version = 1;

    /// <summary>No evidence of ours comes near this.</summary>
    private const long MaxBytes = 64L << 20;

    public static byte[] Write(IEvidence evidence)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("type", evidence.Type);
            writer.WriteNumber("version", Version);
            switch (evidence)
            {
                case EquivocationEvidence equivocation:
                    WriteReceipt(writer, "first", equivocation.First);
                    WriteReceipt(writer, "second", equivocation.Second);
                    break;
                case DroppedOperationEvidence dropped:
                    WriteDropped(writer, dropped);
                    break;
                default:
                    throw new ArgumentException($"{evidence.GetType()} has no file form.", nameof(evidence));
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads an evidence file.</summary>
    /// <exception cref="FormatException">It is none; the message says what was expected.</exception>
    public static IEvidence Read(string path)
    {
        FileInfo file = new(path);
        if (file.Length > MaxBytes)
        {
            throw new FormatException($"expected at most {MaxBytes} bytes, the file has {file.Length}");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Parse(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new FormatException($"expected one JSON object: {error.Message}", error);
        }
    }

    private static IEvidence Parse(JsonElement json)
    {
        Dictionary<string, JsonElement> fields = json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];
        string type = Text(fields, "type");
        if (Field(fields, "version").GetRawText() != "1")
        {
            throw new FormatException($"expected version {Version}");
        }

        return type switch
        {
            "equivocation" when fields.Count == 4 => new EquivocationEvidence(ReadReceipt(fields, "first"), ReadReceipt(fields, "second")),
            "dropped-operation" when fields.Count == 6 => ReadDropped(fields),
            _ => throw new FormatException("expected type equivocation (first, second) or dropped-operation (dropped, anchor, previousHash, events)"),
        };
    }

    private static void WriteDropped(Utf8JsonWriter writer, DroppedOperationEvidence evidence)
    {
        WriteReceipt(writer, "dropped", evidence.Dropped);
        WriteReceipt(writer, "anchor", evidence.Anchor);
        writer.WriteString("previousHash", evidence.PreviousHash.ToString());
        writer.WriteStartArray("events");
        foreach (ReadOnlyMemory<byte> @event in evidence.Events)
        {
            // As text: the bytes are ASCII JSON, and a reader of the file sees what they say.
            writer.WriteStringValue(Encoding.UTF8.GetString(@event.Span));
        }

        writer.WriteEndArray();
    }

    private static DroppedOperationEvidence ReadDropped(Dictionary<string, JsonElement> fields)
    {
        if (!EventHash.TryParse(Text(fields, "previousHash"), out EventHash previous))
        {
            throw new FormatException("expected previousHash as bytes32");
        }

        JsonElement events = Field(fields, "events");
        if (events.ValueKind != JsonValueKind.Array || events.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw new FormatException("expected events as an array of texts");
        }

        return new(
            ReadReceipt(fields, "dropped"), ReadReceipt(fields, "anchor"), previous,
            [.. events.EnumerateArray().Select(item => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(item.GetString()!))]);
    }

    private static void WriteReceipt(Utf8JsonWriter writer, string name, Receipt receipt)
    {
        writer.WritePropertyName(name);
        receipt.WriteTo(writer);
    }

    private static Receipt ReadReceipt(Dictionary<string, JsonElement> fields, string name) =>
        Receipt.TryParse(Field(fields, name), out Receipt? receipt, out string? fault)
            ? receipt
            : throw new FormatException($"{name} is not a receipt: {fault}");

    private static string Text(Dictionary<string, JsonElement> fields, string name) =>
        Field(fields, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw new FormatException($"expected {name} as a text");

    private static JsonElement Field(Dictionary<string, JsonElement> fields, string name) =>
        fields.TryGetValue(name, out JsonElement value) ? value : throw new FormatException($"expected {name}");
}
