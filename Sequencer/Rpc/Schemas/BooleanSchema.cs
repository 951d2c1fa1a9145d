using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

internal sealed class BooleanSchema : Schema<bool>
{
    public override string Expected => "true or false";

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out bool value, [NotNullWhen(false)] out ReadFault? fault)
    {
        value = reader.TokenType == JsonTokenType.True;
        bool read = value || reader.TokenType == JsonTokenType.False;
        fault = read ? null : Fault();
        return read;
    }

    public override void Write(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions) => writer.WriteString("type", "boolean");
}
