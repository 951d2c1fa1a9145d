using System.Globalization;
using System.Text.Json;

namespace Rollup.Wallet.Rpc;

/// <summary>Reads the properties of a node's answers; a form the node never sends is an <see cref="RpcConnectionException"/>.</summary>
internal static class JsonReading
{
    public delegate bool Parser<T>(string text, out T value);

    /// <summary>A decimal string.</summary>
    public static ulong Quantity(this JsonElement json, string name) =>
        ulong.TryParse(json.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : throw Unexpected(name, "a decimal string");

    public static long Number(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number)
            ? number
            : throw Unexpected(name, "a whole number");

    public static bool Flag(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Unexpected(name, "true or false");

    public static string Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Unexpected(name, "a text");

    public static T Parse<T>(this JsonElement json, string name, Parser<T> parse) =>
        parse(json.Text(name), out T value) ? value : throw Unexpected(name, typeof(T).Name);

    public static IEnumerable<JsonElement> Items(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw Unexpected("result", "an array");

    public static RpcConnectionException Unexpected(string name, string expected) =>
        new($"the node's answer has no '{name}' that is {expected}: is it another version?");
}
