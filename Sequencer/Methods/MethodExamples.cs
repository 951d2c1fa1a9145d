using System.Text.Json;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Methods;

/// <summary>Examples of calls with their answers, recorded from a node: Methods/examples.json, which a test writes and runs.</summary>
internal static class MethodExamples
{
    private const string Resource = "Rollup.Sequencer.Methods.examples.json";

    private static readonly ILookup<string, Recorded> ByMethod = Load().ToLookup(e => e.Method, StringComparer.Ordinal);

    /// <summary>Adds what is recorded for a method.</summary>
    public static RpcMethodBuilder<T> WithExamples<T>(this RpcMethodBuilder<T> builder, string method)
        where T : notnull
    {
        foreach (Recorded example in ByMethod[method])
        {
            builder = example.IsExact
                ? builder.Example(example.Name, example.Parameters, example.Result)
                : builder.ExampleOfShape(example.Name, example.Parameters, example.Result);
        }

        return builder;
    }

    private static IEnumerable<Recorded> Load()
    {
        using Stream stream = typeof(MethodExamples).Assembly.GetManifestResourceStream(Resource)!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return
        [
            .. document.RootElement.EnumerateArray().Select(e => new Recorded(
                e.GetProperty("method").GetString()!,
                e.GetProperty("name").GetString()!,
                e.GetProperty("params").GetRawText(),
                e.GetProperty("result").GetRawText(),
                e.GetProperty("exact").GetBoolean())),
        ];
    }

    private sealed record Recorded(string Method, string Name, string Parameters, string Result, bool IsExact);
}
