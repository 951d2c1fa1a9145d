using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>Defines an object field by field.</summary>
/// <example>
/// <code>
/// static readonly Schema&lt;Payment&gt; Payment = Schema.Object&lt;Payment&gt;("Payment", "A sum and who gets it.")
///     .Field("to", Schema.Integer(1, uint.MaxValue), "The receiver's leaf.", p => p.To, out var to)
///     .Field("amount", Schema.Quantity(minimum: 1), "In L2 units.", p => p.Amount, out var amount)
///     .Build(v => new Payment(v.Get(to), v.Get(amount)));
/// </code>
/// Where an object occurs in results only, the keys and the constructor are left out.
/// </example>
public sealed class ObjectSchemaBuilder<T>
    where T : notnull
{
    private readonly string _name;
    private readonly string _description;
    private readonly FieldSet _fields = new();
    private readonly List<Action<Utf8JsonWriter, T>> _writers = [];

    internal ObjectSchemaBuilder(string name, string description) => (_name, _description) = (name, description);

    public ObjectSchemaBuilder<T> Field<TField>(string name, Schema<TField> schema, string description, Func<T, TField> get)
        where TField : notnull => Field(name, schema, description, get, out _);

    public ObjectSchemaBuilder<T> Field<TField>(
        string name, Schema<TField> schema, string description, Func<T, TField> get, out Field<TField> field)
        where TField : notnull
    {
        Field<TField> added = field = _fields.Add(name, schema, description, isRequired: true);
        _writers.Add((writer, value) =>
        {
            writer.WritePropertyName(added.EncodedName);
            schema.Write(writer, get(value));
        });
        return this;
    }

    /// <summary>A field that is left out where <paramref name="get"/> answers null.</summary>
    public ObjectSchemaBuilder<T> OptionalField<TField>(string name, Schema<TField> schema, string description, Func<T, TField?> get)
        where TField : class => OptionalField(name, schema, description, get, out _);

    /// <inheritdoc cref="OptionalField{TField}(string, Schema{TField}, string, Func{T, TField?})"/>
    public ObjectSchemaBuilder<T> OptionalField<TField>(
        string name, Schema<TField> schema, string description, Func<T, TField?> get, out Field<TField> field)
        where TField : class
    {
        Field<TField> added = field = _fields.Add(name, schema, description, isRequired: false);
        _writers.Add((writer, value) =>
        {
            if (get(value) is { } present)
            {
                writer.WritePropertyName(added.EncodedName);
                schema.Write(writer, present);
            }
        });
        return this;
    }

    /// <inheritdoc cref="OptionalField{TField}(string, Schema{TField}, string, Func{T, TField?})"/>
    public ObjectSchemaBuilder<T> OptionalField<TField>(string name, Schema<TField> schema, string description, Func<T, TField?> get)
        where TField : struct => OptionalField(name, schema, description, get, out _);

    /// <inheritdoc cref="OptionalField{TField}(string, Schema{TField}, string, Func{T, TField?})"/>
    public ObjectSchemaBuilder<T> OptionalField<TField>(
        string name, Schema<TField> schema, string description, Func<T, TField?> get, out Field<TField> field)
        where TField : struct
    {
        Field<TField> added = field = _fields.Add(name, schema, description, isRequired: false);
        _writers.Add((writer, value) =>
        {
            if (get(value) is { } present)
            {
                writer.WritePropertyName(added.EncodedName);
                schema.Write(writer, present);
            }
        });
        return this;
    }

    /// <summary>An object that occurs in results only.</summary>
    public Schema<T> Build() => Create(create: null);

    /// <summary>An object that callers may send.</summary>
    /// <param name="create">Makes the value from its fields, all of which are present and valid.</param>
    public Schema<T> Build(Func<FieldValues, T> create) => Create(create);

    private ObjectSchema<T> Create(Func<FieldValues, T>? create)
    {
        _fields.RequireAtMost64();
        return new ObjectSchema<T>(_name, _description, _fields, [.. _writers], create);
    }
}
