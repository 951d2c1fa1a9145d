using System.Text;
using System.Text.Json;
using Rollup.Sequencer.Methods;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

[Trait("Plan", "L13")]
public sealed class OpenRpcDocumentTests
{
    [Fact]
    public void The_document_is_strict_json_and_lists_public_methods_by_name()
    {
        byte[] file = OpenRpcDocument.ToFile(new ToyMethods().Table());

        JsonElement document = ToyServer.Json(file);
        string[] names = [.. document.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()!)];
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Contains("toy_pay", names);
        Assert.Contains("rpc.discover", names);
        Assert.Contains("rollup_subscribe", names);
        Assert.DoesNotContain("toy_reset", names);
        Assert.Equal((byte)'\n', file[^1]);
    }

    [Fact]
    public async Task What_discover_answers_is_the_file()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        JsonElement served = (await server.CallAsync("rpc.discover")).Result();

        Assert.True(JsonElement.DeepEquals(ToyServer.Json(OpenRpcDocument.ToFile(server.Methods.Table())), served));
    }

    [Fact]
    public async Task Examples_are_run_and_answered_as_published()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        var document = new OpenRpcReader((await server.CallAsync("rpc.discover")).Result());

        Assert.Equal(2, await OpenRpcExamples.RunAsync(document, server.CallAsync));
    }

    [Fact]
    public void An_example_that_does_not_fit_its_method_stops_the_definition()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() =>
            RpcMethod.Define("toy_wrong", "With a wrong example.")
                .Parameter("count", Schema.Integer(1, 3), "How many.", out _)
                .Returns("done", Schema.Boolean, "True.")
                .Example("Too many", """{"count":4}""", "true")
                .Handle((_, _) => true));

        Assert.Contains("count must be a whole number from 1 to 3", exception.Message);
    }

    [Fact]
    public void Two_schemas_of_one_name_stop_the_document()
    {
        static RpcMethod Method(string name) => RpcMethod.Define(name, "One of two.")
            .Returns("thing", Schema.Object<string>("Thing", "A thing.").Field("text", Schema.Text(0, 9), "Its text.", thing => thing).Build(), "It.")
            .Handle((_, _) => "x");
        var table = new RpcMethodTable(new RpcInformation("Toy", "1", "For tests."), [Method("a"), Method("b")], []);

        Assert.Contains("two schemas are named Thing", Assert.Throws<InvalidOperationException>(() => OpenRpcDocument.ToFile(table)).Message);
    }

    [Fact]
    public void The_file_in_the_repository_is_what_the_node_serves()
    {
        string path = Path.Combine(RepositoryRoot(), "docs", "openrpc.json");
        byte[] generated = OpenRpcDocument.ToFile(NodeMethods.Describe(World.DefaultOptions with { Faucet = false }));
        if (Environment.GetEnvironmentVariable("ROLLUP_UPDATE_OPENRPC") == "1")
        {
            File.WriteAllBytes(path, generated);
        }

        Assert.True(
            Encoding.UTF8.GetString(generated) == File.ReadAllText(path),
            "docs/openrpc.json is not what the definitions say; ROLLUP_UPDATE_OPENRPC=1 on this test writes it anew");
    }

    private static string RepositoryRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Rollup.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new InvalidOperationException($"no Rollup.sln above {AppContext.BaseDirectory}");
    }
}
