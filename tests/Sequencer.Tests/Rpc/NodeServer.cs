using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Methods;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Tests.Hosting;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>The real interface over a sequencer on a log in memory.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private readonly PrometheusMetrics _prometheus = new();
    private readonly ILoggerFactory _loggers;
    private readonly RollupHttpServer _server;

    private NodeServer(World world)
    {
        World = world;
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Warning));
        var options = new HttpServerOptions
        {
            Public = new IPEndPoint(IPAddress.Loopback, 0),
            Admin = null,
            Rpc = new RpcOptions { Limits = ToyServer.Generous },
        };
        RpcMethodTable table = NodeMethods.Table(world.Options, () => world.Core, () => world.Core.Queries);
        _server = new RollupHttpServer(options, table, [], _prometheus, _loggers, TimeProvider.System);
    }

    public World World { get; }

    public RecordingLog Log { get; } = new();

    public static async Task<NodeServer> StartAsync()
    {
        var server = new NodeServer(await World.StartAsync());
        await server._server.StartAsync();
        server._server.Lifecycle.BecomeReady();
        return server;
    }

    public async Task<JsonElement> CallAsync(string method, string parameters) => ToyServer.Json(
        await ExchangeAsync(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""")));

    public async Task<byte[]> ExchangeAsync(byte[] request)
    {
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new("application/json");
        using HttpResponseMessage response = await _client.PostAsync(new Uri($"http://{_server.PublicEndpoint}/"), content);
        return await response.Content.ReadAsByteArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        await World.DisposeAsync();
        _loggers.Dispose();
        _prometheus.Dispose();
    }
}
