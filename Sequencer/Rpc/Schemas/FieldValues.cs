using System.Diagnostics.CodeAnalysis;

namespace Rollup.Sequencer.Rpc;

/// <summary>The values of a <see cref="FieldSet"/>, read and found valid.</summary>
public sealed class FieldValues
{
    private readonly object?[] _values;

    internal FieldValues(int count) => _values = count == 0 ? [] : new object?[count];

    /// <exception cref="InvalidOperationException">The field is optional and absent: a bug of the handler, which should ask with <see cref="TryGet"/>.</exception>
    public T Get<T>(Field<T> field)
        where T : notnull =>
        TryGet(field, out T? value) ? value : throw new InvalidOperationException($"field {field.Name} is optional and absent");

    public T GetOr<T>(Field<T> field, T fallback)
        where T : notnull => TryGet(field, out T? value) ? value : fallback;

    public bool TryGet<T>(Field<T> field, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        bool present = _values[field.Index] is not null;
        value = present ? (T)_values[field.Index]! : default;
        return present;
    }

    internal bool Has(int index) => _values[index] is not null;

    internal void Set(int index, object value) => _values[index] = value;
}
