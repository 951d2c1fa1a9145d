using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

internal static class FieldSetDescription
{
    /// <summary>Writes the JSON Schema of an object with exactly these fields into an open object.</summary>
    public static void DescribeObject(this FieldSet set, Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (Field field in set.Fields)
        {
            writer.WriteStartObject(field.EncodedName);
            field.DescribeSchema(writer, definitions);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (Field field in set.Fields.Where(field => field.IsRequired))
        {
            writer.WriteStringValue(field.EncodedName);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", false);
    }

    private static void DescribeSchema(this Field field, Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        // Draft 7 ignores what stands beside a $ref, so the two go under allOf where both may be given.
        writer.WriteString("description", field.Description);
        writer.WriteStartArray("allOf");
        writer.WriteStartObject();
        field.Schema.Describe(writer, definitions);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
