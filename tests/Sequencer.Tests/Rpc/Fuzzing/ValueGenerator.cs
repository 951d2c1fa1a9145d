using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Makes values that fit a schema of the document, near its bounds more often than elsewhere.</summary>
/// <param name="titled">Makes values of the forms that a pattern alone does not define, by the schema's title.</param>
internal sealed class ValueGenerator(OpenRpcReader document, Random random, IReadOnlyDictionary<string, Func<Random, string>> titled)
{
    private const string Alphabet = "abcxyzABC019 -_.äß€😀";

    public JsonText Make(JsonElement schema)
    {
        if (schema.TryGetProperty("title", out JsonElement title) && titled.TryGetValue(title.GetString()!, out Func<Random, string>? make))
        {
            return Quoted(make(random));
        }

        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            return Make(document.Schemas.Follow(reference.GetString()!));
        }

        foreach (string combination in new[] { "allOf", "anyOf" })
        {
            if (schema.TryGetProperty(combination, out JsonElement parts))
            {
                return Make(parts[random.Next(parts.GetArrayLength())]);
            }
        }

        if (schema.TryGetProperty("enum", out JsonElement choices))
        {
            return new JsonText.Leaf(choices[random.Next(choices.GetArrayLength())].GetRawText());
        }

        return schema.GetProperty("type").GetString() switch
        {
            "string" when schema.TryGetProperty("x-maximum", out _) => Quoted(Quantity(schema)),
            "string" when Pattern(schema).StartsWith("^0x", StringComparison.Ordinal) => Quoted(Bytes(schema)),
            "string" => Quoted(Text(schema)),
            "integer" => new JsonText.Leaf(Between(schema.GetProperty("minimum").GetInt64(), schema.GetProperty("maximum").GetInt64()).ToString(CultureInfo.InvariantCulture)),
            "boolean" => new JsonText.Leaf(random.Next(2) == 0 ? "true" : "false"),
            "array" => Array(schema),
            "object" => Object(schema),
            var other => throw new InvalidOperationException($"no values of type {other} can be made"),
        };
    }

    private static string Pattern(JsonElement schema) => schema.TryGetProperty("pattern", out JsonElement pattern) ? pattern.GetString()! : "";

    private static JsonText.Leaf Quoted(string text) => new(JsonSerializer.Serialize(text));

    private string Quantity(JsonElement schema)
    {
        var minimum = BigInteger.Parse(schema.GetProperty("x-minimum").GetString()!);
        var maximum = BigInteger.Parse(schema.GetProperty("x-maximum").GetString()!);
        BigInteger value = random.Next(4) switch
        {
            0 => minimum,
            1 => maximum,
            2 => minimum + BigInteger.Min(random.Next(1000), maximum - minimum),
            _ => minimum + new BigInteger(RandomBytes(40), isUnsigned: true) % (maximum - minimum + 1),
        };
        string hex = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return random.Next(3) > 0 ? value.ToString(CultureInfo.InvariantCulture) : "0x" + (hex.Length == 0 ? "0" : hex);
    }

    private string Bytes(JsonElement schema)
    {
        int minimum = (schema.GetProperty("minLength").GetInt32() - 2) / 2;
        int maximum = (schema.GetProperty("maxLength").GetInt32() - 2) / 2;
        return "0x" + Convert.ToHexStringLower(RandomBytes((int)Between(minimum, Math.Min(maximum, minimum + 100))));
    }

    private string Text(JsonElement schema)
    {
        int minimum = schema.GetProperty("minLength").GetInt32();
        int maximum = schema.GetProperty("maxLength").GetInt32();
        System.Text.Rune[] alphabet = [.. Alphabet.EnumerateRunes()];
        long length = Between(minimum, Math.Min(maximum, minimum + 60));
        return string.Concat(Enumerable.Range(0, (int)length).Select(_ => alphabet[random.Next(alphabet.Length)].ToString()));
    }

    private JsonText.Elements Array(JsonElement schema)
    {
        int minimum = schema.GetProperty("minItems").GetInt32();
        int maximum = schema.GetProperty("maxItems").GetInt32();
        long count = Between(minimum, Math.Min(maximum, minimum + 4));
        return new([.. Enumerable.Range(0, (int)count).Select(_ => Make(schema.GetProperty("items")))]);
    }

    private JsonText.Members Object(JsonElement schema)
    {
        var required = schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).ToHashSet();
        var members = new List<(string, JsonText)>();
        foreach (JsonProperty property in schema.GetProperty("properties").EnumerateObject())
        {
            if (required.Contains(property.Name) || random.Next(2) == 0)
            {
                members.Add((property.Name, Make(property.Value)));
            }
        }

        return new(members);
    }

    private long Between(long minimum, long maximum) => random.Next(4) switch
    {
        0 => minimum,
        1 => maximum,
        _ => random.NextInt64(minimum, maximum == long.MaxValue ? maximum : maximum + 1),
    };

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
