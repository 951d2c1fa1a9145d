using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollup.Protocol;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Methods;
using Rollup.Sequencer.Tests.Rpc;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Methods;

/// <summary>The interface's examples: recorded from a node whose clock stands still, so that even signatures are the same again.</summary>
public sealed class RecordedExamples
{
    private static readonly Party Alice = World.Party(1);
    private static readonly Party Bob = World.Party(2);
    private static readonly LeafIndex Leaf = new(1);

    [Fact]
    [Trait("Plan", "L13")]
    public async Task Every_method_has_an_example_and_answers_as_recorded()
    {
        await using NodeServer server = await StartAsync();
        if (Environment.GetEnvironmentVariable("ROLLUP_UPDATE_EXAMPLES") == "1")
        {
            await RecordAsync(server);
            return; // the next build takes the new file in
        }

        var document = new OpenRpcReader((await server.CallAsync("rpc.discover", "{}")).GetProperty("result"));
        Assert.Equal(Calls().Select(c => c.Method).Distinct().Order(StringComparer.Ordinal), MethodsToShow());
        Assert.Equal(Calls().Count(), await OpenRpcExamples.RunAsync(document, server.CallAsync));
    }

    private static IEnumerable<string> MethodsToShow() =>
        NodeMethods.Describe(World.DefaultOptions with { Faucet = false }).Methods.Select(m => m.Name)
            .Where(name => name.StartsWith("rollup_", StringComparison.Ordinal) && !name.EndsWith("ubscribe", StringComparison.Ordinal));

    private static async Task<NodeServer> StartAsync()
    {
        NodeServer server = await NodeServer.StartAsync();
        Assert.Equal(Leaf, await server.World.FundAsync(Alice, 1000));
        await server.World.ConfirmAsync(Alice.Transfer(Leaf, Bob, 300, nonce: 0));
        await server.World.SealAsync();
        return server;
    }

    private static IEnumerable<(string Method, string Name, string Parameters)> Calls()
    {
        OperationId id = Alice.Transfer(Leaf, Bob, 300, nonce: 0).Transfer.IdIn(World.Context);
        yield return ("rollup_getAccount", "An account", """{"leaf":1}""");
        yield return ("rollup_getAccountProof", "A path to the newest root", """{"leaf":1}""");
        yield return ("rollup_getAccountsByAddress", "An address with one account", $$"""{"address":"{{Alice.Address}}"}""");
        yield return ("rollup_getBatch", "The first batch", """{"number":"1"}""");
        yield return ("rollup_getEvents", "The first event", """{"stream":"operations","from":"0","limit":1}""");
        yield return ("rollup_getInfo", "A development node", "{}");
        yield return ("rollup_getOperation", "A sealed transfer", $$"""{"operationId":"{{id}}"}""");
        yield return ("rollup_getOperationsByAddress", "The newest operation of an address", $$"""{"address":"{{Bob.Address}}","limit":1}""");
        yield return ("rollup_getStatus", "After the first batch", "{}");
        yield return ("rollup_getTokens", "Two tokens", "{}");
        yield return ("rollup_quoteFee", "A transfer to somebody new", $$"""{"operation":"transfer","token":1,"recipientAddress":"{{World.Party(3).Address}}"}""");
        yield return ("rollup_sendBatch", "One that is accepted and one that is not", SendBatch());
        yield return ("rollup_sendTransfer", "A transfer", $$"""{"transfer":{{Json(OperationSchemas.Transfer, Alice.Transfer(Leaf, Bob, 5, nonce: 2))}}}""");
        yield return ("rollup_sendWithdrawal", "A withdrawal", $$"""{"withdrawal":{{Json(OperationSchemas.Withdrawal, Alice.Withdrawal(Leaf, Alice.Owner, 5, nonce: 3))}}}""");
    }

    private static string SendBatch() => $$"""
        {"operations":[{"transfer":{{Json(OperationSchemas.Transfer, Alice.Transfer(Leaf, Bob, 5, nonce: 1))}}},{"transfer":{{Json(OperationSchemas.Transfer, Alice.Transfer(Leaf, Bob, 5000, nonce: 2))}}}]}
        """;

    private static async Task RecordAsync(NodeServer server)
    {
        using FileStream file = File.Create(Path.Combine(Path.GetDirectoryName(Here())!, "../../../Sequencer/Methods/examples.json"));
        using var writer = new Utf8JsonWriter(file, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartArray();
        foreach ((string method, string name, string parameters) in Calls())
        {
            JsonElement answer = await server.CallAsync(method, parameters);
            writer.WriteStartObject();
            writer.WriteString("method", method);
            writer.WriteString("name", name);
            writer.WriteBoolean("exact", method != "rollup_getInfo"); // which names the program's version
            writer.WritePropertyName("params");
            JsonDocument.Parse(parameters).RootElement.WriteTo(writer);
            writer.WritePropertyName("result");
            answer.GetProperty("result").WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Json<T>(Schema<T> schema, T value)
        where T : notnull
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            schema.Write(writer, value);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
