using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>What tests ask of a response object.</summary>
public static class Answers
{
    public static int Code(this JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetInt32();

    public static JsonElement Data(this JsonElement answer) => answer.GetProperty("error").GetProperty("data");

    public static string? Field(this JsonElement answer) => answer.Data().GetProperty("field").GetString();

    public static JsonElement Result(this JsonElement answer) => answer.TryGetProperty("result", out JsonElement result)
        ? result
        : throw new Xunit.Sdk.XunitException("expected a result, got " + answer);

    public static bool HasNullId(this JsonElement answer) => answer.GetProperty("id").ValueKind == JsonValueKind.Null;
}
