using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Hosting;

/// <summary>The node's web server: JSON-RPC over HTTP and WebSocket, health and metrics, on Kestrel.</summary>
/// <remarks>
/// The port opens at once, so that health checks and callers see a server that starts; calls are let in by
/// <see cref="ServerLifecycle.BecomeReady"/>, once the state has been rebuilt.
/// </remarks>
public sealed class RollupHttpServer : IAsyncDisposable
{
    private readonly HttpServerOptions _options;
    private readonly RpcMetrics _metrics = new();
    private readonly RequestRouter _router;
    private readonly ConnectionGate _gate;
    private readonly WebApplication _app;
    private IReadOnlyList<IPEndPoint> _bound = [];

    /// <exception cref="ArgumentException">The options have faults.</exception>
    public RollupHttpServer(
        HttpServerOptions options, RpcMethodTable methods, IEnumerable<IHealthEntry> health, PrometheusMetrics prometheus, ILoggerFactory loggers, TimeProvider time)
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join("; ", faults), nameof(options));
        }

        _options = options;
        Lifecycle = new ServerLifecycle();
        ILogger log = loggers.CreateLogger("Rollup.Sequencer.Rpc");
        RpcLimits limits = options.Rpc.Limits;
        var rate = new RateLimiter(limits.CallsPerSecond, limits.CallBurst, time);
        var dispatcher = new RpcDispatcher(methods, limits, Lifecycle, rate, _metrics, time, log);
        _gate = new ConnectionGate(limits, options.Rpc.TrustedProxies.ToHashSet(), _metrics);
        _router = new RequestRouter(
            options,
            new HttpEndpoint(dispatcher, limits, time),
            new WebSocketEndpoint(dispatcher, limits, _metrics, time, log),
            new HealthEndpoint(health, Lifecycle, time, log),
            prometheus,
            time);
        _app = Build(loggers);
    }

    public ServerLifecycle Lifecycle { get; }

    /// <summary>Where calls are taken, once <see cref="StartAsync"/> has ended.</summary>
    public IPEndPoint PublicEndpoint => _bound[0];

    /// <summary>Where admin calls are taken; null when there is no admin port.</summary>
    public IPEndPoint? AdminEndpoint => _options.Admin is null ? null : _bound[1];

    /// <summary>Opens the ports.</summary>
    /// <exception cref="ServerAddressException">A port is taken, or the address is not this machine's.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new ServerAddressException(EndpointIn(failure), "the port is taken", failure);
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new ServerAddressException(_options.Public, "the address is not one of this machine, or its use is not allowed", failure);
        }

        _bound = [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(ParseAddress)];
    }

    /// <summary>Refuses new calls, lets those in progress end, says goodbye to WebSockets, and closes the ports.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        Lifecycle.BeginStopping();
        await Task.WhenAny(Lifecycle.Idle, Task.Delay(_options.Rpc.Limits.ShutdownGrace, cancellationToken));
        await _router.CloseWebSocketsAsync();
        await _app.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _metrics.Dispose();
    }

    private WebApplication Build(ILoggerFactory loggers)
    {
        // The empty builder: no settings files, no environment variables, no console, no signal handling. All of that is
        // the business of the process that hosts this server.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        WebApplication app = builder.Build();
        app.Run(_router.HandleAsync);
        return app;
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        RpcLimits limits = _options.Rpc.Limits;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.BodyBytes;
        kestrel.Limits.RequestHeadersTimeout = limits.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = limits.IdleTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.BytesPerSecond, limits.SlownessGrace);

        // Kestrel gives a whole answer size / pace of time, hours for a large one; HttpAnswer times its parts instead.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(_options.Public, listen => Listen(listen, isAdmin: false));
        if (_options.Admin is { } admin)
        {
            kestrel.Listen(admin, listen => Listen(listen, isAdmin: true));
        }
    }

    private void Listen(ListenOptions listen, bool isAdmin)
    {
        // HTTP/2 would bring multiplexing, which WebSockets have, and its own attacks.
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Items[RequestRouter.AdminItem] = isAdmin;
            return _gate.RunAsync(connection, next);
        });
        if (!isAdmin && _options.Certificate is { } certificate)
        {
            // Behind the gate: a refused connection costs no handshake.
            listen.UseHttps(certificate);
        }
    }

    private IPEndPoint EndpointIn(IOException failure) =>
        _options.Admin is { } admin && failure.Message.Contains($":{admin.Port}", StringComparison.Ordinal) ? admin : _options.Public;

    private static IPEndPoint ParseAddress(string address)
    {
        var uri = new Uri(address);
        return new IPEndPoint(IPAddress.Parse(uri.Host.Trim('[', ']')), uri.Port);
    }
}
