using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Tests.Rpc;

namespace Rollup.Sequencer.Tests.Hosting;

public sealed class ServerAddressTests : IDisposable
{
    private readonly PrometheusMetrics _metrics = new();

    public void Dispose() => _metrics.Dispose();

    [Theory]
    [Trait("Plan", "O03")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_port_that_is_taken_is_named(bool isAdmin)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var endpoint = (IPEndPoint)taken.LocalEndPoint!;
        var free = new IPEndPoint(IPAddress.Loopback, 0);
        await using RollupHttpServer server = Create(new HttpServerOptions { Public = isAdmin ? free : endpoint, Admin = isAdmin ? endpoint : null });

        ServerAddressException exception = await Assert.ThrowsAsync<ServerAddressException>(() => server.StartAsync());
        Assert.Equal(endpoint, exception.Endpoint);
        Assert.Contains($"{endpoint}: the port is taken", exception.Message);
        Assert.Equal(69, ServerAddressException.ExitCode);
    }

    [Fact]
    [Trait("Plan", "O03")]
    public async Task An_address_of_another_machine_is_named()
    {
        var endpoint = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4711);
        await using RollupHttpServer server = Create(new HttpServerOptions { Public = endpoint, Admin = null });

        ServerAddressException exception = await Assert.ThrowsAsync<ServerAddressException>(() => server.StartAsync());
        Assert.Contains("192.0.2.1:4711", exception.Message);
    }

    [Fact]
    [Trait("Plan", "O01")]
    public void All_faults_of_the_options_are_named_at_once()
    {
        var options = new HttpServerOptions
        {
            Public = new IPEndPoint(IPAddress.Any, 8000),
            Admin = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 8000),
            Rpc = new RpcOptions
            {
                AllowedHosts = ["http://example.org", "localhost:80"],
                AllowedOrigins = ["example.org", "https://example.org/path"],
                Limits = new RpcLimits { Depth = 1000, CallsPerSecond = 0, CallTimeout = TimeSpan.Zero, SlownessGrace = TimeSpan.FromSeconds(1) },
            },
        };
        string faults = string.Join('\n', options.Faults());

        Assert.Equal(10, options.Faults().Count);
        Assert.All(
            new[] { "Depth is 1000", "CallsPerSecond is 0", "CallTimeout", "SlownessGrace", "http://example.org", "localhost:80", "'example.org'", "/path", "loopback", "port 8000" },
            part => Assert.Contains(part, faults));
        Assert.Throws<ArgumentException>(() => Create(options));
    }

    private RollupHttpServer Create(HttpServerOptions options) =>
        new(options, new ToyMethods().Table(), [], _metrics, NullLoggerFactory.Instance, TimeProvider.System);
}
