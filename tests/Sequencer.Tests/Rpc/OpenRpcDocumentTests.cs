using System.Text.Json;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Tests.Rpc;

public sealed class OpenRpcDocumentTests
{
    [Fact]
    public void The_document_is_strict_json_and_lists_methods_by_name()
    {
        byte[] file = OpenRpcDocument.ToFile(new ToyMethods().Table());

        JsonElement document = ToyServer.Json(file);
        string[] names = [.. document.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()!)];
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Contains("toy_pay", names);
        Assert.DoesNotContain("toy_reset", names);
        Assert.Equal((byte)'\n', file[^1]);
    }
}
