using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Starting, stopping, failing, hanging.</summary>
public sealed class LifecycleTests
{
    private static readonly byte[] Call = """{"jsonrpc":"2.0","id":7,"method":"toy_whoami"}"""u8.ToArray();

    [Fact]
    [Trait("Plan", "J22")]
    public async Task A_call_during_start_up_is_told_to_come_back()
    {
        await using ToyServer server = await ToyServer.StartAsync(ready: false);
        using HttpResponseMessage early = await server.SendAsync(Call);
        JsonElement answer = ToyServer.Json(await early.Content.ReadAsByteArrayAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.Equal(-32002, answer.Code());
        Assert.Equal("not_ready", answer.Data().GetProperty("reason").GetString());
        Assert.Equal(7, answer.GetProperty("id").GetInt32());

        server.Http.Lifecycle.BecomeReady();
        Assert.True((await server.PostAsync(Call)).TryGetProperty("result", out _));
    }

    [Fact]
    [Trait("Plan", "J22")]
    public async Task A_web_socket_call_and_a_batch_during_start_up_are_told_the_same()
    {
        await using ToyServer server = await ToyServer.StartAsync(ready: false);
        using RpcSocket socket = await server.OpenWebSocketAsync();
        using HttpResponseMessage batch = await server.SendAsync([(byte)'[', .. Call, (byte)',', .. Call, (byte)']']);

        Assert.Equal("not_ready", (await socket.CallAsync("toy_whoami")).Data().GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, batch.StatusCode);
        Assert.Equal(2, ToyServer.Json(await batch.Content.ReadAsByteArrayAsync()).GetArrayLength());
    }

    [Fact]
    [Trait("Plan", "J22")]
    public async Task Shutdown_lets_calls_in_progress_end_refuses_new_ones_and_says_goodbye()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.CallAsync("toy_whoami");
        Task<JsonElement> inProgress = server.CallAsync("toy_hang");
        await Eventually.HoldsAsync(() => server.Methods.Hanging == 1, "the call is in progress");

        Task stopping = server.Http.StopAsync();
        using HttpResponseMessage late = await server.SendAsync(Call);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Equal("shutting_down", ToyServer.Json(await late.Content.ReadAsByteArrayAsync()).Data().GetProperty("reason").GetString());
        Assert.Equal("shutting_down", (await socket.CallAsync("toy_whoami")).Data().GetProperty("reason").GetString());
        Assert.False(stopping.IsCompleted);

        server.Methods.Release.SetResult();
        Assert.True((await inProgress).Result().GetBoolean());
        Assert.Equal(1001, await socket.ReadToCloseAsync());
        await stopping.WaitAsync(Eventually.Limit);
    }

    [Fact]
    public async Task A_call_that_never_ends_does_not_hold_up_shutdown()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { ShutdownGrace = TimeSpan.FromSeconds(0.5) });
        using RpcSocket socket = await server.OpenWebSocketAsync();
        await socket.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"toy_hang"}""");
        await socket.CallAsync("toy_whoami");

        Task stopping = server.Http.StopAsync();
        Assert.Equal(1001, await socket.ReadToCloseAsync());
        await stopping.WaitAsync(Eventually.Limit);
    }

    [Fact]
    public async Task A_call_beyond_its_time_is_answered_as_unavailable_and_the_caller_is_warned()
    {
        ManualTime time = new();
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { CallTimeout = TimeSpan.FromSeconds(1) }, time: time);
        Task<JsonElement> answering = server.PostAsync("""[{"jsonrpc":"2.0","id":1,"method":"toy_hang"},{"jsonrpc":"2.0","id":2,"method":"toy_whoami"},{"jsonrpc":"2.0","id":3,"method":"toy_hang"}]""");
        await Eventually.HoldsAsync(() => server.Methods.Hanging == 2, "the batch is in progress");
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return answering.IsCompleted;
            },
            "the batch is answered");

        JsonElement answer = await answering;
        Assert.Equal("timeout", answer[0].Data().GetProperty("reason").GetString());
        Assert.True(answer[1].TryGetProperty("result", out _));
        Assert.Equal("timeout", answer[2].Data().GetProperty("reason").GetString());
        Assert.Contains(server.Log.Lines, line => line.Event.Name == "RpcCallTimedOut");
    }

    [Fact]
    [Trait("Plan", "J23")]
    public async Task A_call_whose_caller_has_left_is_carried_out_once()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using (RawConnection connection = await server.ConnectAsync())
        {
            const string Count = """{"jsonrpc":"2.0","id":1,"method":"toy_count"}""";
            await connection.SendHeadAsync("Content-Type: application/json", $"Content-Length: {Count.Length}");
            await connection.SendAsync(Count);
            await Eventually.HoldsAsync(() => server.Methods.Begun == 1, "the call is in progress");
        }

        await Eventually.HoldsAsync(() => server.Methods.Counted == 1, "the call is carried out");
        Assert.Equal(2, (await server.CallAsync("toy_count")).Result().GetInt32());
        Assert.DoesNotContain(server.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    [Trait("Plan", "J25")]
    public async Task A_bug_is_recorded_and_counted_and_the_caller_learns_a_request_id_only()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        double before = SlowClientTests.Metric(await server.ScrapeAsync(), "rollup_rpc_internal_errors_total");
        using HttpResponseMessage response = await server.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"toy_throw"}"""u8.ToArray());
        string text = await response.Content.ReadAsStringAsync();
        JsonElement answer = ToyServer.Json(await response.Content.ReadAsByteArrayAsync());

        Assert.Equal(-32603, answer.Code());
        foreach (string secret in new[] { "canary", "/var/lib", "InvalidOperation", "   at ", "ToyMethods" })
        {
            Assert.DoesNotContain(secret, text);
        }

        string requestId = answer.Data().GetProperty("requestId").GetString()!;
        Assert.Contains(server.Log.Lines, line => line.Event.Name == "RpcInternalError" && line.Text.Contains(requestId) && line.Text.Contains("canary-4711"));
        Assert.True(SlowClientTests.Metric(await server.ScrapeAsync(), "rollup_rpc_internal_errors_total") >= before + 1);
    }

    [Theory]
    [Trait("Plan", "J25")]
    [InlineData("toy_misread", """["x"]""")]
    [InlineData("toy_miswrite", "[]")]
    public async Task A_bug_on_the_way_in_or_out_costs_one_call_and_not_its_neighbours(string method, string parameters)
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        string batch = $$"""[{"jsonrpc":"2.0","id":1,"method":"toy_whoami"},{"jsonrpc":"2.0","id":2,"method":"{{method}}","params":{{parameters}}},{"jsonrpc":"2.0","id":3,"method":"toy_whoami"}]""";
        await socket.SendAsync(batch);
        foreach (JsonElement answer in new[] { await server.PostAsync(batch), await socket.ReceiveAsync() })
        {
            Assert.True(answer[0].TryGetProperty("result", out _));
            Assert.Equal(-32603, answer[1].Code());
            Assert.True(answer[2].TryGetProperty("result", out _));
            Assert.DoesNotContain("canary", answer.GetRawText());
        }
    }

    [Fact]
    [Trait("Plan", "O08")]
    public async Task A_callers_own_request_id_is_used_when_it_is_harmless()
    {
        await using ToyServer server = await ToyServer.StartAsync();

        Assert.Equal("127.0.0.1 my-id_7.x", await WhoAmIAsync("my-id_7.x"));
        Assert.DoesNotContain("<b>", await WhoAmIAsync("<b>"));
        Assert.DoesNotContain("xxxx", await WhoAmIAsync(new string('x', 65)));

        async Task<string> WhoAmIAsync(string requestId)
        {
            using HttpResponseMessage response = await server.SendAsync(Call, change: request => request.Headers.Add("X-Request-Id", requestId));
            return ToyServer.Json(await response.Content.ReadAsByteArrayAsync()).Result().GetString()!;
        }
    }
}
