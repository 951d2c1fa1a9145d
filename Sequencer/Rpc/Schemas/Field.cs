using System.Text;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>A named value of an object, or a parameter of a method.</summary>
public abstract class Field
{
    private protected Field(int index, string name, Schema schema, string description, bool isRequired)
    {
        (Index, Name, Schema, Description, IsRequired) = (index, name, schema, description, isRequired);
        EncodedName = JsonEncodedText.Encode(name);
        Utf8Name = Encoding.UTF8.GetBytes(name);
    }

    public string Name { get; }

    public Schema Schema { get; }

    public string Description { get; }

    /// <summary>An optional field may be absent or null; both mean the same.</summary>
    public bool IsRequired { get; }

    internal int Index { get; }

    internal JsonEncodedText EncodedName { get; }

    internal byte[] Utf8Name { get; }
}

/// <inheritdoc/>
/// <remarks>The typed key to the value: <see cref="FieldValues.Get"/> needs neither a name nor a cast.</remarks>
public sealed class Field<T> : Field
    where T : notnull
{
    internal Field(int index, string name, Schema<T> schema, string description, bool isRequired)
        : base(index, name, schema, description, isRequired)
    {
    }
}
