using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>An OpenRPC document as a client sees it: nothing here knows the server's own definitions.</summary>
internal sealed class OpenRpcReader
{
    private readonly JsonElement _document;

    public OpenRpcReader(JsonElement document)
    {
        _document = document;
        Schemas = new SchemaValidator(document);
        Methods = [.. document.GetProperty("methods").EnumerateArray().Select(method => new OpenRpcMethodReader(this, method))];
    }

    public SchemaValidator Schemas { get; }

    public IReadOnlyList<OpenRpcMethodReader> Methods { get; }

    public OpenRpcMethodReader Method(string name) => Methods.Single(method => method.Name == name);

    /// <summary>Errors of any call, also of what reaches no method.</summary>
    public IEnumerable<int> CommonCodes => _document.GetProperty("components").GetProperty("errors").EnumerateObject().Select(error => error.Value.GetProperty("code").GetInt32());

    public JsonElement Resolve(JsonElement element) =>
        element.TryGetProperty("$ref", out JsonElement reference) ? Schemas.Follow(reference.GetString()!) : element;
}

internal sealed class OpenRpcMethodReader(OpenRpcReader document, JsonElement method)
{
    public string Name { get; } = method.GetProperty("name").GetString()!;

    public IReadOnlyList<(string Name, bool IsRequired, JsonElement Schema)> Parameters { get; } =
    [
        .. method.GetProperty("params").EnumerateArray().Select(parameter => (
            parameter.GetProperty("name").GetString()!, parameter.GetProperty("required").GetBoolean(), parameter.GetProperty("schema"))),
    ];

    public JsonElement ResultSchema { get; } = method.GetProperty("result").GetProperty("schema");

    public IReadOnlySet<int> ErrorCodes { get; } =
        method.GetProperty("errors").EnumerateArray().Select(error => document.Resolve(error).GetProperty("code").GetInt32()).ToHashSet();

    public IReadOnlySet<string> RefusalReasons { get; } =
        method.GetProperty("errors").EnumerateArray()
            .Where(error => error.TryGetProperty("x-reasons", out _))
            .SelectMany(error => error.GetProperty("x-reasons").EnumerateArray())
            .Select(reason => reason.GetString()!)
            .ToHashSet();

    /// <summary>Name, parameters by name as JSON text, expected result, and whether it must be equal.</summary>
    public IEnumerable<(string Name, string Parameters, JsonElement Result, bool IsExact)> Examples =>
        method.GetProperty("examples").EnumerateArray().Select(example => (
            example.GetProperty("name").GetString()!,
            "{" + string.Join(',', example.GetProperty("params").EnumerateArray().Select(
                parameter => $"{JsonSerializer.Serialize(parameter.GetProperty("name").GetString())}:{parameter.GetProperty("value").GetRawText()}")) + "}",
            example.GetProperty("result").GetProperty("value"),
            example.GetProperty("x-exact").GetBoolean()));
}
