using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>How a kind of value looks on the wire. The factories are in <c>Schema.Factories.cs</c>.</summary>
/// <remarks>
/// One object reads, writes and describes a value, so what is accepted, what is answered and what the OpenRPC document
/// says cannot drift apart.
/// </remarks>
public abstract partial class Schema
{
    /// <summary>Completes the sentence "'amount' must be …".</summary>
    public abstract string Expected { get; }

    /// <summary>Writes the members of the JSON Schema (draft 7) into an object that the caller has opened.</summary>
    public abstract void Describe(Utf8JsonWriter writer, SchemaDefinitions definitions);

    /// <summary>Describes the schema under the name of what it carries: the outermost name tells most.</summary>
    internal virtual void DescribeAs(string? title, Utf8JsonWriter writer, SchemaDefinitions definitions)
    {
        Describe(writer, definitions);
        if (title is not null)
        {
            writer.WriteString("title", title);
        }
    }

    internal abstract bool TryReadBoxed(
        ref Utf8JsonReader reader, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out ReadFault? fault);
}

/// <inheritdoc/>
/// <typeparam name="T">What a value is once it has been read.</typeparam>
public abstract class Schema<T> : Schema
    where T : notnull
{
    /// <summary>Reads one value, strictly: each value has one text, or two where the schema says so.</summary>
    /// <param name="reader">
    /// Stands on the value's first token and is left on its last. The text has passed <see cref="StrictJson"/>, so it
    /// is known to be well-formed.
    /// </param>
    /// <param name="fault">What was expected, and where: an ordinary result, since the text comes from a stranger.</param>
    public abstract bool TryRead(
        ref Utf8JsonReader reader, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out ReadFault? fault);

    /// <summary>Writes the value's canonical text.</summary>
    public abstract void Write(Utf8JsonWriter writer, T value);

    internal sealed override bool TryReadBoxed(
        ref Utf8JsonReader reader, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out ReadFault? fault)
    {
        bool read = TryRead(ref reader, out T? typed, out fault);
        value = read ? typed : null;
        return read;
    }

    /// <summary>The fault that names this schema's expectation, for the value itself.</summary>
    protected ReadFault Fault() => new(Expected);
}
