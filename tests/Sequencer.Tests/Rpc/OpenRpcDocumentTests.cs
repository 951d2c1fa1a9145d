using System.Text.Json;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Tests.Rpc;

public sealed class OpenRpcDocumentTests
{
    [Fact]
    public void The_document_is_strict_json_and_lists_methods_by_name()
    {
        var table = new RpcMethodTable(new RpcInformation("Toy", "1.0.0", "For tests."), new ToyMethods().All(), []);
        byte[] file = OpenRpcDocument.ToFile(table);

        using JsonDocument document = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false });
        string[] names = [.. document.RootElement.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()!)];
        Assert.Equal(["rpc.discover", "toy_pay"], names);
        Assert.Equal((byte)'\n', file[^1]);
    }
}
