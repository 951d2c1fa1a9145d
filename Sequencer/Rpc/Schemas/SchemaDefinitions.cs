using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>The named schemas that a document refers to, written once under <c>components/schemas</c>.</summary>
public sealed class SchemaDefinitions
{
    private readonly SortedDictionary<string, Schema> _named = new(StringComparer.Ordinal);

    /// <summary>Writes a reference to a named schema into the object that the caller has opened.</summary>
    /// <exception cref="InvalidOperationException">Two different schemas have one name.</exception>
    public void WriteReference(Utf8JsonWriter writer, string name, Schema schema)
    {
        if (!_named.TryAdd(name, schema) && !ReferenceEquals(_named[name], schema))
        {
            throw new InvalidOperationException($"two schemas are named {name}");
        }

        writer.WriteString("$ref", "#/components/schemas/" + name);
    }

    /// <summary>Writes every schema referred to so far, and those that they refer to in turn, ordered by name.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        CollectAll();
        foreach ((string name, Schema schema) in _named)
        {
            writer.WriteStartObject(name);
            ((INamedSchema)schema).DescribeDefinition(writer, this);
            writer.WriteEndObject();
        }
    }

    /// <summary>A definition may refer to further ones: repeats until none is new.</summary>
    private void CollectAll()
    {
        for (int known = -1; known != _named.Count;)
        {
            known = _named.Count;
            using var discarded = new Utf8JsonWriter(Stream.Null);
            discarded.WriteStartObject();
            foreach ((string name, Schema schema) in _named.ToArray())
            {
                discarded.WriteStartObject(name);
                ((INamedSchema)schema).DescribeDefinition(discarded, this);
                discarded.WriteEndObject();
            }
        }
    }
}

/// <summary>A schema that documents refer to by its name.</summary>
internal interface INamedSchema
{
    void DescribeDefinition(Utf8JsonWriter writer, SchemaDefinitions definitions);
}
