using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

public sealed class WebSocketTests
{
    [Fact]
    public async Task Many_calls_in_flight_are_answered_as_they_end()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.SendAsync("""{"jsonrpc":"2.0","id":"slow","method":"toy_hang"}""");
        for (int i = 0; i < 500; i++)
        {
            await socket.SendAsync($$"""{"jsonrpc":"2.0","id":{{i}},"method":"toy_echo","params":["{{i}}"]}""");
        }

        var answered = new List<int>();
        for (int i = 0; i < 500; i++)
        {
            JsonElement answer = await socket.ReceiveAsync();
            Assert.Equal(answer.GetProperty("id").GetInt32().ToString(), answer.Result().GetString());
            answered.Add(answer.GetProperty("id").GetInt32());
        }

        Assert.Equal(Enumerable.Range(0, 500), answered.Order());
        server.Methods.Release.SetResult();
        Assert.Equal("slow", (await socket.ReceiveAsync()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Malformed_messages_are_answered_and_the_connection_goes_on()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.SendAsync("{");
        Assert.Equal(-32700, (await socket.ReceiveAsync()).Code());
        await socket.SendAsync("");
        Assert.Equal(-32700, (await socket.ReceiveAsync()).Code());
        await socket.SendAsync("[]");
        Assert.Equal(-32600, (await socket.ReceiveAsync()).Code());

        Assert.Equal("x", (await socket.CallAsync("toy_echo", """["x"]""")).Result().GetString());
    }

    [Fact]
    [Trait("Plan", "W01")]
    public async Task The_33rd_subscription_is_refused_until_one_is_ended()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        for (int i = 1; i <= 32; i++)
        {
            Assert.Equal(i.ToString(), (await socket.CallAsync("rollup_subscribe", """["items"]""")).Result().GetString());
        }

        JsonElement refused = await socket.CallAsync("rollup_subscribe", """["items"]""");
        Assert.Equal(-32005, refused.Code());
        Assert.Equal(("subscriptions", 32), (refused.Data().GetProperty("limit").GetString(), refused.Data().GetProperty("maximum").GetInt32()));

        Assert.True((await socket.CallAsync("rollup_unsubscribe", """["5"]""")).Result().GetBoolean());
        Assert.Equal("33", (await socket.CallAsync("rollup_subscribe", """["items"]""")).Result().GetString());
    }

    [Fact]
    [Trait("Plan", "W01")]
    public async Task Unsubscribing_twice_is_false_and_what_never_was_is_not_found()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.CallAsync("rollup_subscribe", """["items"]""");

        Assert.True((await socket.CallAsync("rollup_unsubscribe", """["1"]""")).Result().GetBoolean());
        Assert.False((await socket.CallAsync("rollup_unsubscribe", """["1"]""")).Result().GetBoolean());
        Assert.Equal(-32001, (await socket.CallAsync("rollup_unsubscribe", """["2"]""")).Code());
        Assert.Equal(-32602, (await socket.CallAsync("rollup_unsubscribe", "[1]")).Code());
    }

    [Fact]
    [Trait("Plan", "W01")]
    public async Task Another_connections_subscription_cannot_be_ended()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket first = await server.OpenWebSocketAsync();
        using RpcSocket second = await server.OpenWebSocketAsync();
        await first.CallAsync("rollup_subscribe", """["items"]""");

        Assert.Equal(-32001, (await second.CallAsync("rollup_unsubscribe", """["1"]""")).Code());
    }

    [Fact]
    public async Task Subscriptions_need_a_web_socket()
    {
        await using ToyServer server = await ToyServer.StartAsync();

        Assert.Equal(-32004, (await server.CallAsync("rollup_subscribe", """["items"]""")).Code());
        Assert.Equal(-32004, (await server.CallAsync("rollup_unsubscribe", """["1"]""")).Code());
    }

    [Theory]
    [InlineData("""{"kind":"nosuch"}""", "kind")]
    [InlineData("""{"kind":"items","params":{"prefix":""}}""", "params.prefix")]
    [InlineData("""{"kind":"items","params":{"prefix":"a","prefix":"b"}}""", "params.prefix")]
    [InlineData("""{"kind":"items","params":{"suffix":"a"}}""", "params.suffix")]
    [InlineData("""{"kind":"items","params":[]}""", "params")]
    [InlineData("""{"kind":"items","from":1}""", "from")]
    public async Task A_wrong_subscription_names_its_field(string parameters, string field)
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        JsonElement answer = await socket.CallAsync("rollup_subscribe", parameters);

        Assert.Equal(-32602, answer.Code());
        Assert.Equal(field, answer.Field());
    }

    [Fact]
    public async Task The_answer_comes_before_the_first_notification_and_ended_subscriptions_are_silent()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        server.Methods.Feed.Append("a");
        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.CallAsync("rollup_subscribe", """{"kind":"items","from":"0"}""");
        JsonElement notification = await socket.ReceiveAsync();

        Assert.Equal("""{"jsonrpc":"2.0","method":"rollup_subscription","params":{"subscription":"1","sequence":"0","result":"a"}}""", notification.GetRawText());

        await socket.CallAsync("rollup_unsubscribe", """["1"]""");
        server.Methods.Feed.Append("b");
        await Task.Delay(100);
        Assert.Equal("x", (await socket.CallAsync("toy_echo", """["x"]""")).Result().GetString());
    }

    [Fact]
    public async Task Parameters_of_a_subscription_reach_its_source()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        foreach (string item in new[] { "a1", "b1", "a2" })
        {
            server.Methods.Feed.Append(item);
        }

        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.CallAsync("rollup_subscribe", """{"kind":"items","params":{"prefix":"a"},"from":"0x0"}""");

        Assert.Equal(["a1", "a2"], new[] { await NextAsync(socket), await NextAsync(socket) }.Select(item => item.Value));
    }

    [Fact]
    public async Task A_source_that_fails_ends_its_subscription_with_an_error_and_no_other()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.CallAsync("rollup_subscribe", """["broken"]""");
        await socket.ReceiveAsync();
        JsonElement end = await socket.ReceiveAsync();

        Assert.Equal(-32603, end.GetProperty("params").Code());
        Assert.DoesNotContain("canary", end.GetRawText());
        Assert.False((await socket.CallAsync("rollup_unsubscribe", """["1"]""")).Result().GetBoolean());
        Assert.Contains(server.Log.Lines, line => line.Event.Name == "RpcSubscriptionFailed" && line.Text.Contains("canary-4711"));
    }

    [Fact]
    [Trait("Plan", "W02")]
    public async Task A_subscriber_that_never_reads_is_dropped_with_a_code_and_others_are_not_slowed()
    {
        ManualTime time = new();
        TimeSpan grace = TimeSpan.FromSeconds(3);
        await using ToyServer server = await ToyServer.StartAsync(
            ToyServer.Generous with { UnreadGrace = grace, CloseGrace = TimeSpan.FromHours(1), PingInterval = TimeSpan.FromHours(1) }, time: time);
        double before = SlowClientTests.Metric(await server.ScrapeAsync(), "rollup_rpc_dropped_slow_readers_total");
        using RpcSocket slow = await server.OpenWebSocketAsync();
        using RpcSocket good = await server.OpenWebSocketAsync();
        await slow.CallAsync("rollup_subscribe", """["items"]""");
        await good.CallAsync("rollup_subscribe", """["items"]""");

        // 40 MB: more than the buffers of both ends of a connection hold.
        string item = new('x', 20_000);
        for (int i = 0; i < 2000; i++)
        {
            server.Methods.Feed.Append(item);
        }

        // Time stands still, so the slow reader is not dropped yet: if anything waited for it, the good one would not get all.
        for (ulong i = 0; i < 2000; i++)
        {
            Assert.Equal(i, (await NextAsync(good)).Sequence);
        }

        Assert.False(IsDropped(server));
        Assert.True(server.Methods.Feed.Taken < 3990, "all items were taken for the slow reader too, so it was never held up");
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(grace);
                return IsDropped(server);
            },
            "the slow reader is dropped");
        Assert.Equal(4008, await slow.ReadToCloseAsync());
        Assert.True(SlowClientTests.Metric(await server.ScrapeAsync(), "rollup_rpc_dropped_slow_readers_total") >= before + 1);
        Assert.Equal("x", (await good.CallAsync("toy_echo", """["x"]""")).Result().GetString());
    }

    [Fact]
    [Trait("Plan", "W02")]
    public async Task A_long_history_is_no_reason_to_drop_a_reader_that_reads()
    {
        ManualTime time = new();
        TimeSpan grace = TimeSpan.FromSeconds(3);
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { UnreadGrace = grace }, time: time);
        string item = new('x', 20_000);
        for (int i = 0; i < 4000; i++)
        {
            server.Methods.Feed.Append(item);
        }

        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.CallAsync("rollup_subscribe", """{"kind":"items","from":"0"}""");
        for (ulong i = 0; i < 4000; i++)
        {
            Assert.Equal(i, (await NextAsync(socket)).Sequence);
            if (i % 1000 == 0)
            {
                // 20 MB later the queue has been filled and emptied several times: far behind all along, but never for a grace without taking anything.
                time.Advance(0.6 * grace);
            }
        }

        Assert.False(IsDropped(server));
    }

    [Fact]
    [Trait("Plan", "W02")]
    public async Task A_caller_that_asks_without_reading_is_held_up_and_then_dropped()
    {
        await using ToyServer server = await ToyServer.StartAsync(
            ToyServer.Generous with { UnreadGrace = TimeSpan.FromSeconds(1), CloseGrace = TimeSpan.FromSeconds(1) });
        using RpcSocket socket = await server.OpenWebSocketAsync();
        string call = $$"""{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":["{{new string('x', 50_000)}}",20]}""";

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                await socket.SendAsync(call).WaitAsync(Eventually.Limit);
            }
        });
        Assert.True(IsDropped(server));
    }

    [Fact]
    [Trait("Plan", "W03")]
    public async Task Reconnecting_with_a_number_gives_every_item_once()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        var appending = Task.Run(async () =>
        {
            for (int i = 0; i < 2000; i++)
            {
                server.Methods.Feed.Append($"item {i}");
                if (i % 100 == 0)
                {
                    await Task.Delay(5);
                }
            }
        });

        var random = new Random(4711);
        var seen = new List<string>();
        while (seen.Count < 2000)
        {
            using RpcSocket socket = await server.OpenWebSocketAsync();
            await socket.CallAsync("rollup_subscribe", $$"""{"kind":"items","from":"{{seen.Count}}"}""");
            int until = Math.Min(2000, seen.Count + random.Next(1, 300));
            while (seen.Count < until)
            {
                (ulong sequence, string value) = await NextAsync(socket);
                Assert.Equal((ulong)seen.Count, sequence);
                seen.Add(value);
            }
        }

        await appending;
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => $"item {i}"), seen);
    }

    [Fact]
    [Trait("Plan", "W03")]
    public async Task A_number_that_is_too_old_is_not_found_and_the_oldest_is_named()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        server.Methods.Feed.Oldest = 17;
        using RpcSocket socket = await server.OpenWebSocketAsync();
        JsonElement answer = await socket.CallAsync("rollup_subscribe", """{"kind":"items","from":"16"}""");

        Assert.Equal(-32001, answer.Code());
        Assert.Equal("17", answer.Data().GetProperty("oldest").GetString());
    }

    [Fact]
    [Trait("Plan", "W04")]
    public async Task A_message_at_the_limit_is_read_and_a_longer_one_closes_the_connection()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        string call = """{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":["x"]}""";
        await socket.SendAsync(call.PadRight(64 * 1024));
        Assert.Equal("x", (await socket.ReceiveAsync()).Result().GetString());

        await socket.SendAsync(call.PadRight(64 * 1024 + 1));
        Assert.Equal(1009, await socket.ReadToCloseAsync());
    }

    [Fact]
    [Trait("Plan", "W04")]
    public async Task A_message_in_one_byte_frames_closes_the_connection()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        byte[] call = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":["x"]}""".PadRight(1000));
        for (int i = 0; i < 300; i++)
        {
            await socket.Socket.SendAsync(call.AsMemory(i, 1), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        }

        Assert.Equal(1008, await socket.ReadToCloseAsync());
    }

    [Fact]
    [Trait("Plan", "W04")]
    public async Task A_message_in_a_few_frames_is_read()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        byte[] call = """{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":["x"]}"""u8.ToArray();
        for (int i = 0; i < call.Length; i++)
        {
            await socket.Socket.SendAsync(call.AsMemory(i, 1), WebSocketMessageType.Text, endOfMessage: i == call.Length - 1, CancellationToken.None);
        }

        Assert.Equal("x", (await socket.ReceiveAsync()).Result().GetString());
    }

    [Fact]
    [Trait("Plan", "W04")]
    public async Task A_binary_message_closes_the_connection()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.Socket.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

        Assert.Equal(1003, await socket.ReadToCloseAsync());
    }

    [Theory]
    [Trait("Plan", "W04")]
    [InlineData("8182000000007bff", 1007)] // text "{\xff", masked with zeros
    [InlineData("81067b7d7b7d7b7d", 1002)] // an unmasked frame
    [InlineData("c180000000007b7d", 1002)] // a reserved bit
    [InlineData("838000000000", 1002)] // a reserved opcode
    [InlineData("808000000000", 1002)] // a continuation of nothing
    [InlineData("89fe007e00000000", 1002)] // a ping of 126 bytes
    [InlineData("81ff7fffffffffffffff00000000", 1009)] // a frame of 2^63 − 1 bytes
    public async Task A_frame_that_breaks_the_protocol_closes_the_connection_with_its_code(string frame, int code)
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RawConnection connection = await UpgradeAsync(server);
        await connection.SendAsync(Convert.FromHexString(frame));
        if (code == 1009)
        {
            // The size is judged by what has come in: nobody is believed a length.
            await connection.SendAsync(new byte[70 * 1024]);
        }

        byte[] reply = await connection.ReadToEndAsync();
        Assert.True(reply.Length >= 4 && reply[0] == 0x88, "expected a close frame, got " + Convert.ToHexString(reply));
        Assert.Equal(code, reply[2] << 8 | reply[3]);
    }

    [Theory]
    [Trait("Plan", "W04")]
    [InlineData("Upgrade", "websocket", "12", "AAAAAAAAAAAAAAAAAAAAAA==", 426)]
    [InlineData("Upgrade", "websocket", "13", "AAAA", 400)]
    [InlineData("Upgrade", "websocket", "13", "not base64", 400)]
    [InlineData("Upgrade", "h2c", "13", "AAAAAAAAAAAAAAAAAAAAAA==", 405)]
    [InlineData("keep-alive", "websocket", "13", "AAAAAAAAAAAAAAAAAAAAAA==", 405)]
    [InlineData("keep-alive, upgrade", "WebSocket", "13", "AAAAAAAAAAAAAAAAAAAAAA==", 101)]
    public async Task A_handshake_that_is_none_is_refused(string connection, string upgrade, string version, string key, int status)
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RawConnection raw = await server.ConnectAsync();
        await raw.SendAsync(
            $"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: {connection}\r\nUpgrade: {upgrade}\r\nSec-WebSocket-Version: {version}\r\nSec-WebSocket-Key: {key}\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", await raw.ReadSomeAsync());
    }

    [Fact]
    [Trait("Plan", "W04")]
    public async Task The_close_code_arrives_although_the_caller_goes_on_sending()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        for (int i = 0; i < 20; i++)
        {
            using RpcSocket socket = await server.OpenWebSocketAsync();
            Task sending = Task.Run(async () =>
            {
                try
                {
                    for (int j = 0; j < 200; j++)
                    {
                        await socket.SendAsync(new string('x', 100_000));
                    }
                }
                catch (Exception closed) when (closed is WebSocketException or InvalidOperationException or IOException)
                {
                    // The server has closed meanwhile.
                }
            });

            Assert.Equal(1009, await socket.ReadToCloseAsync());
            await socket.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
            await sending;
        }
    }

    [Fact]
    [Trait("Plan", "W05")]
    public async Task A_connection_that_answers_no_ping_is_closed()
    {
        await using ToyServer server = await ToyServer.StartAsync(
            ToyServer.Generous with { PingInterval = TimeSpan.FromSeconds(0.5), PingTimeout = TimeSpan.FromSeconds(0.5) });
        using RawConnection connection = await UpgradeAsync(server);
        byte[] reply = await connection.ReadToEndAsync();

        Assert.Equal(0x89, reply[0]);
    }

    [Fact]
    [Trait("Plan", "W05")]
    public async Task A_silent_connection_that_answers_pings_stays_open()
    {
        await using ToyServer server = await ToyServer.StartAsync(
            ToyServer.Generous with { PingInterval = TimeSpan.FromSeconds(0.3), PingTimeout = TimeSpan.FromSeconds(3) });
        using RpcSocket socket = await server.OpenWebSocketAsync();
        Task<JsonElement> receiving = socket.ReceiveAsync();
        await Task.Delay(4000);
        await socket.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":["x"]}""");

        Assert.Equal("x", (await receiving).Result().GetString());
    }

    [Fact]
    public async Task A_close_is_answered_with_a_close()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.CallAsync("toy_whoami");
        await socket.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);

        Assert.Equal(WebSocketState.Closed, socket.Socket.State);
        Assert.DoesNotContain(server.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    private static bool IsDropped(ToyServer server) => server.Log.Lines.Any(line => line.Event.Name == "RpcSlowReaderDropped");

    private static async Task<RawConnection> UpgradeAsync(ToyServer server)
    {
        RawConnection connection = await server.ConnectAsync();
        string key = Convert.ToBase64String(SHA256.HashData("a fixed key"u8)[..16]);
        await connection.SendAsync(
            $"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101", await connection.ReadSomeAsync());
        return connection;
    }

    private static async Task<(ulong Sequence, string Value)> NextAsync(RpcSocket socket)
    {
        JsonElement parameters = (await socket.ReceiveAsync()).GetProperty("params");
        return (ulong.Parse(parameters.GetProperty("sequence").GetString()!), parameters.Result().GetString()!);
    }
}
