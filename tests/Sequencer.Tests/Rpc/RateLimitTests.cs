using System.Net;
using System.Text;
using System.Text.Json;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

public sealed class RateLimitTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_burst_is_let_in_and_then_one_call_per_token()
    {
        var limiter = new RateLimiter(callsPerSecond: 10, burst: 20, _time);
        IPAddress address = IPAddress.Parse("192.0.2.1");

        Assert.Equal(20, Taken(limiter, address, 100));
        Assert.Equal(TimeSpan.FromMilliseconds(100), limiter.TryTake(address));

        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.NotNull(limiter.TryTake(address));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(limiter.TryTake(address));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, Taken(limiter, address, 100));
    }

    [Fact]
    public void Addresses_do_not_share_a_bucket()
    {
        var limiter = new RateLimiter(callsPerSecond: 10, burst: 20, _time);
        Taken(limiter, IPAddress.Parse("192.0.2.1"), 100);

        Assert.Equal(20, Taken(limiter, IPAddress.Parse("192.0.2.2"), 100));
    }

    [Fact]
    [Trait("Plan", "J27")]
    public void All_addresses_of_an_ipv6_64_share_a_bucket_and_the_next_64_does_not()
    {
        var limiter = new RateLimiter(callsPerSecond: 10, burst: 20, _time);
        int taken = 0;
        for (int i = 0; i < 1000; i++)
        {
            taken += limiter.TryTake(IPAddress.Parse($"2001:db8:0:7:{i:x}:1:2:3")) is null ? 1 : 0;
        }

        Assert.Equal(20, taken);
        Assert.Null(limiter.TryTake(IPAddress.Parse("2001:db8:0:8::1")));
    }

    [Fact]
    public void An_ipv4_address_is_the_same_inside_ipv6()
    {
        var limiter = new RateLimiter(callsPerSecond: 10, burst: 20, _time);
        Taken(limiter, IPAddress.Parse("::ffff:192.0.2.1"), 20);

        Assert.NotNull(limiter.TryTake(IPAddress.Parse("192.0.2.1")));
        Assert.Null(limiter.TryTake(IPAddress.Parse("::ffff:192.0.2.2")));
    }

    [Fact]
    public void A_flood_of_addresses_costs_bounded_memory_and_leaves_known_callers_alone()
    {
        var limiter = new RateLimiter(callsPerSecond: 10, burst: 20, _time);
        IPAddress known = IPAddress.Parse("192.0.2.1");
        limiter.TryTake(known);
        for (int i = 0; i < RateLimiter.MaxAddresses + 10_000; i++)
        {
            limiter.TryTake(new IPAddress(BitConverter.GetBytes(i + 1_000_000)));
        }

        Assert.Equal(RateLimiter.MaxAddresses, limiter.AddressCount);
        Assert.Null(limiter.TryTake(known));

        // Once their buckets are full again, the flood's addresses are forgotten.
        _time.Advance(TimeSpan.FromSeconds(2));
        limiter.TryTake(IPAddress.Parse("198.51.100.1"));
        Assert.True(limiter.AddressCount < 10, $"{limiter.AddressCount} addresses are still kept");
    }

    [Fact]
    [Trait("Plan", "J26")]
    public async Task Calls_are_counted_and_not_requests()
    {
        await using ToyServer server = await ToyServer.StartAsync(new RpcLimits { CallsPerSecond = 1, CallBurst = 50 });
        string batch = "[" + string.Join(',', Enumerable.Repeat("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami"}""", 80)) + "]";
        JsonElement answer = await server.PostAsync(batch);

        JsonElement[] refused = [.. answer.EnumerateArray().Where(one => one.TryGetProperty("error", out _))];
        Assert.InRange(refused.Length, 28, 30);
        Assert.All(refused, one =>
        {
            Assert.Equal(-32005, one.Code());
            Assert.Equal("calls_per_second", one.Data().GetProperty("limit").GetString());
            Assert.InRange(one.Data().GetProperty("retryAfterMs").GetInt64(), 1, 1000);
        });
    }

    [Theory]
    [InlineData("not json", -32700)]
    [InlineData("{}", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"toy_nosuch"}""", -32601)]
    public async Task What_is_no_call_counts_too(string text, int code)
    {
        await using ToyServer server = await ToyServer.StartAsync(new RpcLimits { CallsPerSecond = 1, CallBurst = 2 });

        Assert.Equal(code, (await server.PostAsync(text)).Code());
        Assert.Equal(code, (await server.PostAsync(text)).Code());
        Assert.Equal(-32005, (await server.PostAsync(text)).Code());
    }

    [Fact]
    public async Task WebSocket_calls_and_posts_share_the_addresss_bucket()
    {
        await using ToyServer server = await ToyServer.StartAsync(new RpcLimits { CallsPerSecond = 1, CallBurst = 2 });
        using RpcSocket socket = await server.OpenWebSocketAsync();

        Assert.True((await socket.CallAsync("toy_whoami")).TryGetProperty("result", out _));
        Assert.True((await server.CallAsync("toy_whoami")).TryGetProperty("result", out _));
        Assert.Equal(-32005, (await socket.CallAsync("toy_whoami")).Code());
    }

    [Fact]
    public async Task Pages_have_a_limit_of_their_own()
    {
        await using ToyServer server = await ToyServer.StartAsync(new RpcLimits { PagesPerSecond = 1, CallsPerSecond = 1, CallBurst = 1 });
        using var client = new HttpClient();
        Assert.True((await server.CallAsync("toy_whoami")).TryGetProperty("result", out _));
        Assert.Equal(-32005, (await server.CallAsync("toy_whoami")).Code());

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(server.Address, "health/live"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(server.Address, "metrics"))).StatusCode);
        using HttpResponseMessage refused = await client.GetAsync(new Uri(server.Address, "metrics"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("pages_per_second", ToyServer.Json(await refused.Content.ReadAsByteArrayAsync()).Data().GetProperty("limit").GetString());
    }

    [Theory]
    [InlineData("203.0.113.5", "203.0.113.5")]
    [InlineData("198.51.100.7, 203.0.113.5", "203.0.113.5")]
    [InlineData("nonsense", "127.0.0.1")]
    public async Task Behind_a_trusted_proxy_the_caller_is_whom_the_proxy_saw(string forwarded, string caller)
    {
        var options = new RpcOptions { Limits = ToyServer.Generous, TrustedProxies = [IPAddress.Loopback] };
        await using ToyServer server = await ToyServer.StartAsync(options: options);

        Assert.StartsWith(caller + " ", await WhoAmIAsync(server, forwarded));
    }

    [Fact]
    public async Task A_caller_cannot_claim_to_be_a_proxy()
    {
        await using ToyServer server = await ToyServer.StartAsync();

        Assert.StartsWith("127.0.0.1 ", await WhoAmIAsync(server, "203.0.113.5"));
    }

    private static async Task<string> WhoAmIAsync(ToyServer server, string forwarded)
    {
        using HttpResponseMessage response = await server.SendAsync(
            Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami"}"""), change: request => request.Headers.Add("X-Forwarded-For", forwarded));
        return ToyServer.Json(await response.Content.ReadAsByteArrayAsync()).Result().GetString()!;
    }

    private static int Taken(RateLimiter limiter, IPAddress address, int calls) => Enumerable.Range(0, calls).Count(_ => limiter.TryTake(address) is null);
}
