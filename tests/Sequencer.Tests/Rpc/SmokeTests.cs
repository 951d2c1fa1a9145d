using System.Text.Json;
namespace Rollup.Sequencer.Tests.Rpc;
public sealed class SmokeTests
{
    [Fact]
    public async Task Works()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        JsonElement a = await server.CallAsync("toy_pay", """{"payment":{"to":"zp1aaq","amount":"5"}}""");
        Assert.Equal("accepted", a.Result().GetProperty("status").GetString());
        using RpcSocket s = await server.OpenWebSocketAsync();
        a = await s.CallAsync("toy_add", """["1","0x10"]""");
        Assert.Equal("17", a.Result().GetString());
        Console.WriteLine(await server.ScrapeAsync());
    }
}
