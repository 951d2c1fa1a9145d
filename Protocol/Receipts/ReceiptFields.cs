using System.Text.Json;
using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>Reads the properties of a receipt; keeps the first fault, after which everything is default.</summary>
internal sealed class ReceiptFields(JsonElement json)
{
    public delegate bool Parser<T>(string text, out T value);

    public string? Fault { get; private set; }

    public T Read<T>(string name, Parser<T> parse)
    {
        if (Text(name) is { } text && parse(text, out T value))
        {
            return value;
        }

        Fault ??= $"expected {name} in its canonical form";
        return default!;
    }

    public ulong Decimal(string name, ulong maximum)
    {
        if (Text(name) is { } text && Decimals.TryParse(text, out ulong value) && value <= maximum)
        {
            return value;
        }

        Fault ??= $"expected {name} as a decimal string of at most {maximum}";
        return 0;
    }

    public ulong Number(string name, ulong maximum)
    {
        if (json.TryGetProperty(name, out JsonElement element) && element.ValueKind == JsonValueKind.Number
            && Decimals.TryParse(element.GetRawText(), out ulong value) && value <= maximum)
        {
            return value;
        }

        Fault ??= $"expected {name} as a plain number of at most {maximum}";
        return 0;
    }

    public Bytes32[] Path(string name, int maximum)
    {
        if (json.TryGetProperty(name, out JsonElement element) && element.ValueKind == JsonValueKind.Array && element.GetArrayLength() <= maximum)
        {
            var path = new Bytes32[element.GetArrayLength()];
            int read = 0;
            foreach (JsonElement item in element.EnumerateArray())
            {
                if (TextOf(item) is not { } text || !Bytes32.TryParse(text, out path[read++]))
                {
                    Fault ??= $"expected {name} to hold bytes32 only";
                }
            }

            return path;
        }

        Fault ??= $"expected {name} as an array of at most {maximum} siblings";
        return [];
    }

    private string? Text(string name) => json.TryGetProperty(name, out JsonElement element) ? TextOf(element) : null;

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate has no text
        }
    }
}
