using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Clients that take or give too little, or are too many. The limits are shortened; their defaults are the plan's.</summary>
public sealed class SlowClientTests
{
    private static readonly TimeSpan Soon = Eventually.Limit;

    [Fact]
    public void The_defaults_are_those_of_the_plan()
    {
        var limits = new Sequencer.Rpc.RpcLimits();

        Assert.Empty(limits.Faults());
        Assert.Equal((256 * 1024, 32, 100, 5 * 1024 * 1024), (limits.BodyBytes, limits.Depth, limits.BatchCalls, limits.BatchResponseBytes));
        Assert.Equal((20, 10, 240), ((int)limits.CallTimeout.TotalSeconds, (int)limits.HeadersTimeout.TotalSeconds, limits.BytesPerSecond));
        Assert.Equal((1000, 50, 200, 400), (limits.Connections, limits.ConnectionsPerAddress, limits.CallsPerSecond, limits.CallBurst));
        Assert.Equal((32, 64 * 1024), (limits.SubscriptionsPerConnection, limits.WebSocketMessageBytes));
        Assert.Equal(60, (limits.PingInterval + limits.PingTimeout).TotalSeconds);
        Assert.Equal(1024 * 1024, limits.UnreadBytes);
    }

    [Fact]
    [Trait("Plan", "J15")]
    public async Task Slow_headers_are_cut_off_and_others_are_served_meanwhile()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { HeadersTimeout = TimeSpan.FromSeconds(1) });
        using RawConnection slow = await server.ConnectAsync();
        await slow.SendAsync("POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        Task<int> end = slow.StatusThenCloseAsync();

        Assert.Equal("x", (await server.CallAsync("toy_echo", """["x"]""")).Result().GetString());
        Assert.Equal(408, await end.WaitAsync(Soon));
    }

    [Fact]
    [Trait("Plan", "J15")]
    public async Task A_slow_body_is_cut_off_and_others_are_served_meanwhile()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { SlownessGrace = TimeSpan.FromSeconds(1.1) });
        using RawConnection slow = await server.ConnectAsync();
        await slow.SendHeadAsync("Content-Type: application/json", "Content-Length: 10000");
        await slow.SendAsync("{");
        Task<int> end = slow.StatusThenCloseAsync();

        Assert.Equal("x", (await server.CallAsync("toy_echo", """["x"]""")).Result().GetString());
        Assert.Equal(408, await end.WaitAsync(Soon));
    }

    [Fact]
    [Trait("Plan", "J15")]
    public async Task A_reader_that_does_not_take_its_reply_is_cut_off_and_others_are_served_meanwhile()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { ReplyPartTimeout = TimeSpan.FromSeconds(1) });
        using RawConnection slow = await server.ConnectAsync();
        string text = new('x', 90_000);
        string call = $$"""{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":["{{text}}",100]}""";
        await slow.SendHeadAsync("Content-Type: application/json", $"Content-Length: {call.Length}");
        await slow.SendAsync(call);

        Assert.Equal("x", (await server.CallAsync("toy_echo", """["x"]""")).Result().GetString());
        await Eventually.HoldsAsync(
            async () => Metric(await server.ScrapeAsync(), "kestrel_active_connections", $"server_port=\"{server.Port}\"") <= 1, "the reader is cut off");
        int received = (await slow.ReadToEndAsync()).Length;
        Assert.True(received < 9_000_000, "the whole reply was delivered, so nothing was cut off");
    }

    [Fact]
    [Trait("Plan", "J15")]
    public async Task An_idle_connection_is_closed()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { IdleTimeout = TimeSpan.FromSeconds(1) });
        using RawConnection idle = await server.ConnectAsync();

        Assert.Equal(0, await idle.StatusThenCloseAsync().WaitAsync(Soon));
    }

    [Fact]
    [Trait("Plan", "J16")]
    public Task Idle_connections_of_one_address_do_not_keep_another_address_out() => IdleConnectionsAsync(count: 300, perAddress: 50);

    [Fact]
    [Trait("Plan", "J16")]
    [Trait("Campaign", "rpc-connections")]
    public Task Ten_thousand_idle_connections_of_one_address_do_not_keep_another_address_out() => IdleConnectionsAsync(count: 10_000, perAddress: 50);

    [Fact]
    [Trait("Plan", "J16")]
    public async Task Connections_beyond_the_limit_are_refused_until_one_is_closed()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { Connections = 4 });
        var open = new List<RawConnection>();
        for (int i = 0; i < 4; i++)
        {
            open.Add(await server.ConnectAsync());
            await RoundTripAsync(open[i]);
        }

        Assert.False(await IsServedAsync(server));
        open[0].Dispose();
        await Eventually.HoldsAsync(() => IsServedAsync(server), "a place is free again");
        open.ForEach(connection => connection.Dispose());
    }

    [Fact]
    [Trait("Plan", "J16")]
    public async Task WebSockets_count_as_connections()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { ConnectionsPerAddress = 2 });
        using RpcSocket first = await server.OpenWebSocketAsync();
        using RpcSocket second = await server.OpenWebSocketAsync();

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => server.OpenWebSocketAsync());
        Assert.Equal("x", (await first.CallAsync("toy_echo", """["x"]""")).Result().GetString());
    }

    private static async Task IdleConnectionsAsync(int count, int perAddress)
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { ConnectionsPerAddress = perAddress });
        var idle = new List<RawConnection>();
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            try
            {
                idle.Add(await server.ConnectAsync("127.0.0.2"));
            }
            catch (SocketException)
            {
                refused++;
            }
        }

        using RawConnection honest = await server.ConnectAsync("127.0.0.1");
        await RoundTripAsync(honest);

        // All but the allowed ones are closed without a word.
        await Eventually.HoldsAsync(() => refused + idle.Count(IsClosed) == count - perAddress, "all but the allowed are closed");
        idle.ForEach(connection => connection.Dispose());
    }

    /// <summary>A connection may be refused so fast that connecting itself fails.</summary>
    private static async Task<bool> IsServedAsync(ToyServer server)
    {
        try
        {
            using RawConnection connection = await server.ConnectAsync();
            return await TryRoundTripAsync(connection);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsClosed(RawConnection connection)
    {
        try
        {
            return connection.Socket.Poll(0, SelectMode.SelectRead) && connection.Socket.Receive(new byte[1], SocketFlags.Peek) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task RoundTripAsync(RawConnection connection) => Assert.True(await TryRoundTripAsync(connection));

    private static async Task<bool> TryRoundTripAsync(RawConnection connection)
    {
        const string Call = """{"jsonrpc":"2.0","id":1,"method":"toy_whoami"}""";
        try
        {
            await connection.SendHeadAsync("Content-Type: application/json", $"Content-Length: {Call.Length}");
            await connection.SendAsync(Call);
            return (await connection.ReadSomeAsync()).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    internal static double Metric(string scrape, string name, string label = "") =>
        scrape.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && !line.StartsWith('#') && line.Contains(label))
            .Sum(line => double.Parse(line.Split(' ')[^1]));

}
