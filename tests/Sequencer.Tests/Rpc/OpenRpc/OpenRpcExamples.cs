using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Runs the examples of a document against the server that published it.</summary>
internal static class OpenRpcExamples
{
    /// <param name="call">Calls a method with parameters as JSON text and answers the whole response object.</param>
    /// <returns>How many examples were run.</returns>
    public static async Task<int> RunAsync(OpenRpcReader document, Func<string, string, Task<JsonElement>> call)
    {
        int count = 0;
        foreach (OpenRpcMethodReader method in document.Methods)
        {
            foreach ((string name, string parameters, JsonElement expected, bool isExact) in method.Examples)
            {
                string where = $"example '{name}' of {method.Name}";
                JsonElement answer = await call(method.Name, parameters);
                Assert.True(answer.TryGetProperty("result", out JsonElement result), $"{where}: {answer}");
                Assert.True(document.Schemas.Fault(method.ResultSchema, expected) is null, $"{where}, as published: {document.Schemas.Fault(method.ResultSchema, expected)}");
                Assert.True(document.Schemas.Fault(method.ResultSchema, result) is null, $"{where}, as answered: {document.Schemas.Fault(method.ResultSchema, result)}");
                Assert.True(!isExact || JsonElement.DeepEquals(expected, result), $"{where}: expected {expected}, got {result}");
                count++;
            }
        }

        return count;
    }
}
