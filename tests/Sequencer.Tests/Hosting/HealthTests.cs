using System.Net;
using System.Text.Json;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Tests.Rpc;

namespace Rollup.Sequencer.Tests.Hosting;

public sealed class HealthTests
{
    private bool _logIsWritable = true;
    private bool _loopTurns = true;

    [Fact]
    [Trait("Plan", "O05")]
    public async Task Every_part_has_its_own_entry_and_one_failing_part_makes_the_node_unready()
    {
        await using ToyServer server = await StartAsync();
        (HttpStatusCode status, JsonElement body) = await GetAsync(server, "ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["server", "log_writable", "writer_loop"], body.GetProperty("entries").EnumerateObject().Select(entry => entry.Name));

        _logIsWritable = false;
        (status, body) = await GetAsync(server, "ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.False(body.GetProperty("healthy").GetBoolean());
        Assert.False(body.GetProperty("entries").GetProperty("log_writable").GetProperty("healthy").GetBoolean());
        Assert.Equal("the disk is full", body.GetProperty("entries").GetProperty("log_writable").GetProperty("detail").GetString());
        Assert.True(body.GetProperty("entries").GetProperty("writer_loop").GetProperty("healthy").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "live")).Status);
    }

    [Fact]
    [Trait("Plan", "O05")]
    public async Task A_loop_that_stands_still_makes_the_node_dead_and_unready()
    {
        await using ToyServer server = await StartAsync();
        _loopTurns = false;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(server, "live")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(server, "ready")).Status);
    }

    [Fact]
    [Trait("Plan", "J22")]
    public async Task A_node_that_starts_is_alive_and_not_ready()
    {
        await using ToyServer server = await ToyServer.StartAsync(ready: false);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "live")).Status);
        (HttpStatusCode status, JsonElement body) = await GetAsync(server, "ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("starting", body.GetProperty("entries").GetProperty("server").GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_check_that_throws_or_hangs_fails_and_hides_no_other()
    {
        IHealthEntry[] entries =
        [
            new HealthEntry("throws", HealthConcern.Readiness, () => throw new InvalidOperationException("canary-4711")),
            new HangingEntry(),
            new HealthEntry("well", HealthConcern.Readiness, () => HealthState.Healthy()),
        ];
        await using ToyServer server = await ToyServer.StartAsync(health: entries);
        (HttpStatusCode status, JsonElement body) = await GetAsync(server, "ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        JsonElement answered = body.GetProperty("entries");
        Assert.Equal("the check failed", answered.GetProperty("throws").GetProperty("detail").GetString());
        Assert.Equal("no answer within 2 s", answered.GetProperty("hangs").GetProperty("detail").GetString());
        Assert.True(answered.GetProperty("well").GetProperty("healthy").GetBoolean());
        Assert.Contains(server.Log.Lines, line => line.Event.Name == "HealthCheckFailed" && line.Text.Contains("canary-4711"));
    }

    [Fact]
    public async Task Probes_may_come_by_any_host_name()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RawConnection connection = await server.ConnectAsync();
        await connection.SendAsync("GET /health/live HTTP/1.1\r\nHost: 10.1.2.3:8745\r\nConnection: close\r\n\r\n");

        Assert.Equal(200, await connection.StatusThenCloseAsync());
    }

    private Task<ToyServer> StartAsync() => ToyServer.StartAsync(health:
    [
        new HealthEntry("log_writable", HealthConcern.Readiness, () => _logIsWritable ? HealthState.Healthy() : HealthState.Unhealthy("the disk is full")),
        new HealthEntry("writer_loop", HealthConcern.Liveness, () => new HealthState(_loopTurns, "")),
    ]);

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(ToyServer server, string page)
    {
        using var client = new HttpClient();
        using HttpResponseMessage response = await client.GetAsync(new Uri(server.Address, "health/" + page));
        return (response.StatusCode, ToyServer.Json(await response.Content.ReadAsByteArrayAsync()));
    }

    private sealed class HangingEntry : IHealthEntry
    {
        public string Name => "hangs";

        public HealthConcern Concern => HealthConcern.Readiness;

        public async ValueTask<HealthState> CheckAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return HealthState.Healthy();
        }
    }
}
