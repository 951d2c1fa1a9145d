using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>The part of JSON Schema draft 7 that our documents use, written apart from the server. An unknown keyword is a fault.</summary>
internal sealed class SchemaValidator(JsonElement document)
{
    private static readonly HashSet<string> Annotations = ["title", "description"];

    /// <returns>Null when the value fits, else where and why not.</returns>
    public string? Fault(JsonElement schema, JsonElement value, string path = "$")
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (Check(keyword, schema, value, path) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    public JsonElement Follow(string reference)
    {
        JsonElement target = document;
        foreach (string part in reference.Split('/').Skip(1))
        {
            target = target.GetProperty(part);
        }

        return target;
    }

    private string? Check(JsonProperty keyword, JsonElement schema, JsonElement value, string path)
    {
        JsonElement argument = keyword.Value;
        return keyword.Name switch
        {
            "$ref" => Fault(Follow(argument.GetString()!), value, path),
            "type" => IsOfType(argument.GetString()!, value) ? null : $"{path} is {value.GetRawText()}, no {argument}",
            "enum" => argument.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)) ? null : $"{path} is {value.GetRawText()}, none of {argument}",
            "pattern" => Regex.IsMatch(value.GetString()!, argument.GetString()!, RegexOptions.NonBacktracking) ? null : $"{path} is {value.GetRawText()}, against {argument}",
            "minLength" => Length(value) >= argument.GetInt32() ? null : $"{path} is shorter than {argument}",
            "maxLength" => Length(value) <= argument.GetInt32() ? null : $"{path} is longer than {argument}",
            "minimum" => value.GetDecimal() >= argument.GetDecimal() ? null : $"{path} is below {argument}",
            "maximum" => value.GetDecimal() <= argument.GetDecimal() ? null : $"{path} is above {argument}",
            "x-minimum" => Quantity(value) >= Quantity(argument) ? null : $"{path} is below {argument}",
            "x-maximum" => Quantity(value) <= Quantity(argument) ? null : $"{path} is above {argument}",
            "minItems" => value.GetArrayLength() >= argument.GetInt32() ? null : $"{path} has fewer items than {argument}",
            "maxItems" => value.GetArrayLength() <= argument.GetInt32() ? null : $"{path} has more items than {argument}",
            "items" => value.EnumerateArray().Select((item, i) => Fault(argument, item, $"{path}[{i}]")).FirstOrDefault(fault => fault is not null),
            "allOf" => argument.EnumerateArray().Select(part => Fault(part, value, path)).FirstOrDefault(fault => fault is not null),
            "anyOf" => argument.EnumerateArray().Any(part => Fault(part, value, path) is null) ? null : $"{path} fits none of anyOf",
            "properties" => Properties(argument, value, path),
            "required" => argument.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name} is missing").FirstOrDefault(),
            "additionalProperties" => value.EnumerateObject().Where(property => !schema.GetProperty("properties").TryGetProperty(property.Name, out _)).Select(property => $"{path}.{property.Name} is unknown").FirstOrDefault(),
            _ when Annotations.Contains(keyword.Name) => null,
            _ => $"the schema of {path} has the unknown keyword {keyword.Name}",
        };
    }

    private string? Properties(JsonElement schemas, JsonElement value, string path) =>
        schemas.EnumerateObject()
            .Where(property => value.TryGetProperty(property.Name, out _))
            .Select(property => Fault(property.Value, value.GetProperty(property.Name), $"{path}.{property.Name}"))
            .FirstOrDefault(fault => fault is not null);

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    };

    private static int Length(JsonElement value) => value.GetString()!.EnumerateRunes().Count();

    private static BigInteger Quantity(JsonElement value)
    {
        string text = value.GetString()!;
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? BigInteger.Parse("0" + text[2..], NumberStyles.HexNumber)
            : BigInteger.Parse(text);
    }
}
