using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>Turns what was read into <paramref name="value"/>; false refuses it.</summary>
public delegate bool TryConvert<in TWire, T>(TWire wire, [MaybeNullWhen(false)] out T value);

/// <summary>A value of ours that travels as another schema's value, such as an address that travels as text.</summary>
internal sealed class MappedSchema<TWire, T>(
    Schema<TWire> wire, TryConvert<TWire, T> convert, Func<T, TWire> format, string? expected, string? ownTitle) : Schema<T>
    where TWire : notnull
    where T : notnull
{
    public override string Expected => expected ?? wire.Expected;

    public override bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out ReadFault? fault)
    {
        value = default;
        if (!wire.TryRead(ref reader, out TWire? text, out fault))
        {
            // The value's own expectation says more than that of its outer form; a fault further inside names its place.
            fault = fault.Path.Length == 0 ? Fault() : fault;
            return false;
        }

        bool converted = convert(text, out value);
        fault = converted ? null : Fault();
        return converted;
    }

    public override void Write(Utf8JsonWriter writer, T value) => wire.Write(writer, format(value));

    public override void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions) => DescribeAs(title: null, writer, definitions);

    internal override void DescribeAs(string? title, Utf8JsonWriter writer, SchemaDefinitions definitions) =>
        wire.DescribeAs(title ?? ownTitle, writer, definitions);
}
