using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>Any JSON value, as its bytes. For what is JSON already (events of the log), in results only.</summary>
internal sealed class JsonSchema(string description) : Schema<ReadOnlyMemory<byte>>
{
    public override string Expected => "a JSON value";

    /// <exception cref="InvalidOperationException">Always: what callers send has a definite shape, or repeated keys would pass.</exception>
    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out ReadOnlyMemory<byte> value, [NotNullWhen(false)] out ReadFault? fault) =>
        throw new InvalidOperationException("a value of any shape may stand in results only");

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value) =>
        writer.WriteRawValue(value.Span, skipInputValidation: true);

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions) =>
        writer.WriteString("description", description);
}
