using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>An object with named fields; made by <see cref="ObjectSchemaBuilder{T}"/>.</summary>
internal sealed class ObjectSchema<T>(
    string name, string description, FieldSet fields, Action<Utf8JsonWriter, T>[] writers, Func<FieldValues, T>? create) : Schema<T>, INamedSchema
    where T : notnull
{
    public override string Expected { get; } = $"an object ({name}) with the fields {string.Join(", ", fields.Fields.Select(field => field.Name))}";

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out ReadFault? fault)
    {
        value = default;
        if (create is null)
        {
            throw new InvalidOperationException($"{name} is defined for results only: its definition says not how to create one");
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fault = Fault();
            return false;
        }

        if (!fields.TryReadByName(ref reader, out FieldValues? values, out fault))
        {
            return false;
        }

        value = create(values);
        return true;
    }

    public override void Write(Utf8JsonWriter writer, T value)
    {
        writer.WriteStartObject();
        foreach (Action<Utf8JsonWriter, T> write in writers)
        {
            write(writer, value);
        }

        writer.WriteEndObject();
    }

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions) => definitions.WriteReference(writer, name, this);

    public void DescribeDefinition(Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        writer.WriteString("title", name);
        writer.WriteString("description", description);
        fields.DescribeObject(writer, definitions);
    }
}
