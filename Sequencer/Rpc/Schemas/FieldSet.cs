using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>Named fields in a fixed order: the members of an object, or a method's parameters.</summary>
/// <remarks>
/// Unknown names and repeated names are refused, at every depth, because every object that is read has such a set.
/// That is why no general check for duplicate keys is needed.
/// </remarks>
internal sealed class FieldSet
{
    private readonly List<Field> _fields = [];

    public IReadOnlyList<Field> Fields => _fields;

    public Field<T> Add<T>(string name, Schema<T> schema, string description, bool isRequired)
        where T : notnull
    {
        if (_fields.Exists(field => field.Name == name))
        {
            throw new InvalidOperationException($"field {name} is defined twice");
        }

        var field = new Field<T>(_fields.Count, name, schema, description, isRequired);
        _fields.Add(field);
        return field;
    }

    /// <summary>Reads an object; <paramref name="reader"/> stands on its opening brace.</summary>
    public bool TryReadByName(ref Utf8JsonReader reader, [NotNullWhen(true)] out FieldValues? values, [NotNullWhen(false)] out ReadFault? fault)
    {
        values = new FieldValues(_fields.Count);
        ulong seen = 0;
        int guess = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (!TryFind(ref reader, guess, out int index))
            {
                fault = new ReadFault(UnknownName()).Under(reader.GetString()!);
                return false;
            }

            if ((seen & (1UL << index)) != 0)
            {
                fault = new ReadFault("given once; it is given twice").Under(_fields[index].Name);
                return false;
            }

            seen |= 1UL << index;
            guess = index + 1;
            reader.Read();
            if (!TryReadValue(ref reader, index, values, out fault))
            {
                return false;
            }
        }

        return HasAllRequired(values, out fault);
    }

    /// <summary>Reads an array in the order of definition; <paramref name="reader"/> stands on its opening bracket.</summary>
    public bool TryReadByPosition(ref Utf8JsonReader reader, [NotNullWhen(true)] out FieldValues? values, [NotNullWhen(false)] out ReadFault? fault)
    {
        values = new FieldValues(_fields.Count);
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == _fields.Count)
            {
                fault = new ReadFault($"absent; there are at most {_fields.Count} parameters").At(index);
                return false;
            }

            if (!TryReadValue(ref reader, index, values, out fault))
            {
                return false;
            }
        }

        return HasAllRequired(values, out fault);
    }

    public bool HasAllRequired(FieldValues values, [NotNullWhen(false)] out ReadFault? fault)
    {
        foreach (Field field in _fields)
        {
            if (field.IsRequired && !values.Has(field.Index))
            {
                fault = new ReadFault("given: " + field.Schema.Expected).Under(field.Name);
                return false;
            }
        }

        fault = null;
        return true;
    }

    /// <summary>Fails while the table is built, where a definition is at fault, and not during a call.</summary>
    public void RequireAtMost64()
    {
        if (_fields.Count > 64)
        {
            throw new InvalidOperationException($"{_fields.Count} fields, of which the first is {_fields[0].Name}; at most 64 are supported");
        }
    }

    private bool TryReadValue(ref Utf8JsonReader reader, int index, FieldValues values, [NotNullWhen(false)] out ReadFault? fault)
    {
        Field field = _fields[index];
        if (reader.TokenType == JsonTokenType.Null && !field.IsRequired)
        {
            fault = null;
            return true;
        }

        if (!field.Schema.TryReadBoxed(ref reader, out object? value, out fault))
        {
            fault = fault.Under(field.Name);
            return false;
        }

        values.Set(index, value);
        return true;
    }

    /// <summary>Most callers keep the documented order, so the first comparison nearly always decides.</summary>
    private bool TryFind(ref Utf8JsonReader reader, int guess, out int index)
    {
        for (int i = 0; i < _fields.Count; i++)
        {
            index = (guess + i) % _fields.Count;
            if (reader.ValueTextEquals(_fields[index].Utf8Name))
            {
                return true;
            }
        }

        index = -1;
        return false;
    }

    private string UnknownName() =>
        _fields.Count == 0 ? "absent; nothing is expected here" : "absent; known names are " + string.Join(", ", _fields.Select(field => field.Name));
}
