using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Tests.Hosting;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>The real server on a free loopback port, with the toy interface.</summary>
public sealed class ToyServer : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly ILoggerFactory _loggers;
    private readonly PrometheusMetrics _prometheus = new();

    private ToyServer(RpcOptions options, IEnumerable<IHealthEntry> health, bool publicMetrics, TimeProvider time)
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Warning));
        Http = new RollupHttpServer(
            new HttpServerOptions
            {
                Public = new IPEndPoint(IPAddress.Loopback, 0),
                Admin = new IPEndPoint(IPAddress.Loopback, 0),
                Rpc = options,
                PublicMetrics = publicMetrics,
            },
            Methods.Table(),
            health,
            _prometheus,
            _loggers,
            time);
        _client = new HttpClient();
    }

    /// <summary>Limits no test of something else runs into.</summary>
    public static RpcLimits Generous { get; } = new() { CallsPerSecond = 1_000_000, CallBurst = 1_000_000, PagesPerSecond = 1_000_000 };

    public ToyMethods Methods { get; } = new();

    public RecordingLog Log { get; } = new();

    public RollupHttpServer Http { get; }

    public int Port => Http.PublicEndpoint.Port;

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public Uri AdminAddress => new($"http://127.0.0.1:{Http.AdminEndpoint!.Port}/");

    /// <param name="time">What the interface's own limits are measured with; the web server's and the WebSockets' pings keep the system's.</param>
    public static async Task<ToyServer> StartAsync(
        RpcLimits? limits = null,
        RpcOptions? options = null,
        IEnumerable<IHealthEntry>? health = null,
        bool ready = true,
        bool publicMetrics = true,
        TimeProvider? time = null)
    {
        var server = new ToyServer((options ?? new RpcOptions()) with { Limits = limits ?? options?.Limits ?? Generous }, health ?? [], publicMetrics, time ?? TimeProvider.System);
        await server.Http.StartAsync();
        if (ready)
        {
            server.Http.Lifecycle.BecomeReady();
        }

        return server;
    }

    /// <summary>Posts a text and answers what came back as JSON.</summary>
    public Task<JsonElement> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    public async Task<JsonElement> PostAsync(byte[] body)
    {
        using HttpResponseMessage response = await SendAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Json(await response.Content.ReadAsByteArrayAsync());
    }

    public async Task<HttpResponseMessage> SendAsync(byte[] body, Uri? address = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address ?? Address);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");
        change?.Invoke(request);
        return await _client.SendAsync(request);
    }

    /// <summary>Calls a method and answers its whole response object.</summary>
    public Task<JsonElement> CallAsync(string method, string parameters = "{}") =>
        PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""");

    /// <summary>A socket whose source address is of the test's choosing: all of 127.0.0.0/8 is this machine.</summary>
    public async Task<RawConnection> ConnectAsync(string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(Http.PublicEndpoint);
        return new RawConnection(socket);
    }

    public Task<RpcSocket> OpenWebSocketAsync(Action<System.Net.WebSockets.ClientWebSocketOptions>? configure = null) =>
        RpcSocket.ConnectAsync(new Uri($"ws://127.0.0.1:{Port}/"), configure);

    public async Task<string> ScrapeAsync() => await _client.GetStringAsync(new Uri(Address, "metrics"));

    /// <summary>Parsed as strictly as the base library can.</summary>
    public static JsonElement Json(ReadOnlyMemory<byte> text) =>
        JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false }).RootElement;

    public async ValueTask DisposeAsync()
    {
        Methods.Release.TrySetResult();
        _client.Dispose();
        await Http.StopAsync();
        await Http.DisposeAsync();
        _loggers.Dispose();
        _prometheus.Dispose();
    }
}
