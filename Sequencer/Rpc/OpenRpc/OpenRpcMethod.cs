using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

internal static class OpenRpcMethod
{
    public static void Write(Utf8JsonWriter writer, RpcMethod method, SchemaDefinitions definitions)
    {
        RpcMethodDefinition definition = method.Definition;
        writer.WriteStartObject();
        writer.WriteString("name", definition.Name);
        writer.WriteString("summary", definition.Summary);
        if (definition.Description is { } description)
        {
            writer.WriteString("description", description);
        }

        writer.WriteString("paramStructure", "either");
        writer.WriteStartArray("params");
        foreach (Field parameter in definition.Parameters.Fields)
        {
            WriteContent(writer, parameter.Name, parameter.Description, parameter.IsRequired, parameter.Schema, definitions);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("result");
        WriteContent(writer, method.Result.Name, method.Result.Description, isRequired: true, method.Result.Schema, definitions);
        OpenRpcErrors.WriteOf(writer, definition);
        WriteExamples(writer, method);
        writer.WriteEndObject();
    }

    /// <summary>OpenRPC's content descriptor.</summary>
    private static void WriteContent(
        Utf8JsonWriter writer, string name, string description, bool isRequired, Schema schema, SchemaDefinitions definitions)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("description", description);
        writer.WriteBoolean("required", isRequired);
        writer.WriteStartObject("schema");
        schema.Describe(writer, definitions);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteExamples(Utf8JsonWriter writer, RpcMethod method)
    {
        writer.WriteStartArray("examples");
        foreach (RpcExample example in method.Definition.Examples)
        {
            writer.WriteStartObject();
            writer.WriteString("name", example.Name);
            writer.WriteStartArray("params");
            using (JsonDocument parameters = JsonDocument.Parse(example.Parameters))
            {
                foreach (JsonProperty parameter in parameters.RootElement.EnumerateObject())
                {
                    WriteValue(writer, parameter.Name, parameter.Value);
                }
            }

            writer.WriteEndArray();
            writer.WritePropertyName("result");
            using (JsonDocument result = JsonDocument.Parse(example.Result))
            {
                WriteValue(writer, method.Result.Name, result.RootElement);
            }

            writer.WriteBoolean("x-exact", example.IsExact);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WritePropertyName("value");
        value.WriteTo(writer);
        writer.WriteEndObject();
    }
}
