using System.Net;
using System.Text.Json;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>JSON that is no request, and batches.</summary>
public sealed class EnvelopeTests : IAsyncLifetime
{
    private ToyServer _server = null!;

    public async Task InitializeAsync() => _server = await ToyServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [Trait("Plan", "J06")]
    [InlineData("""{"id":1,"method":"toy_whoami"}""")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"toy_whoami"}""")]
    [InlineData("""{"jsonrpc":2.0,"id":1,"method":"toy_whoami"}""")]
    [InlineData("""{"jsonrpc":null,"id":1,"method":"toy_whoami"}""")]
    [InlineData("""{"jsonrpc":["2.0"],"id":1,"method":"toy_whoami"}""")]
    public async Task Another_version_is_an_invalid_request_with_the_callers_id(string text)
    {
        JsonElement answer = await _server.PostAsync(text);

        Assert.Equal(-32600, answer.Code());
        Assert.Equal(1, answer.GetProperty("id").GetInt32());
    }

    [Theory]
    [Trait("Plan", "J07")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("1.5")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("-0")]
    [InlineData("9007199254740992")]
    [InlineData("1e400")]
    [InlineData("true")]
    public async Task An_id_that_cannot_be_told_apart_by_every_reader_is_an_invalid_request(string id)
    {
        JsonElement answer = await _server.PostAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"toy_whoami"}""");

        Assert.Equal(-32600, answer.Code());
        Assert.True(answer.HasNullId());
    }

    [Fact]
    [Trait("Plan", "J07")]
    public async Task An_id_of_a_megabyte_is_an_invalid_request()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { BodyBytes = 2 * 1024 * 1024 });
        JsonElement answer = await server.PostAsync($$"""{"jsonrpc":"2.0","id":"{{new string('x', 1024 * 1024)}}","method":"toy_whoami"}""");

        Assert.Equal(-32600, answer.Code());
        Assert.True(answer.HasNullId());
    }

    [Theory]
    [Trait("Plan", "J07")]
    [InlineData("0")]
    [InlineData("-7")]
    [InlineData("9007199254740991")]
    [InlineData("\"\"")]
    [InlineData("\"a\\u0062c \\ud83d\\ude00\"")]
    [InlineData("null")]
    public async Task An_id_is_echoed_byte_for_byte(string id)
    {
        using HttpResponseMessage response = await _server.SendAsync(System.Text.Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id}},"method":"toy_whoami"}"""));

        Assert.StartsWith($$"""{"jsonrpc":"2.0","id":{{id}},"result":""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [Trait("Plan", "J07")]
    [InlineData("""{"jsonrpc":"2.0","method":"toy_count"}""")]
    [InlineData("""[{"jsonrpc":"2.0","method":"toy_count"}]""")]
    [InlineData("""{"jsonrpc":"2.0","method":"toy_nosuch"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"toy_echo","params":{"text":1}}""")]
    public async Task A_call_without_id_is_a_notification_and_gets_no_answer(string text)
    {
        using HttpResponseMessage response = await _server.SendAsync(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    [Trait("Plan", "J07")]
    public async Task A_notification_is_carried_out()
    {
        using HttpResponseMessage response = await _server.SendAsync("""{"jsonrpc":"2.0","method":"toy_count"}"""u8.ToArray());

        Assert.Equal(1, _server.Methods.Counted);
    }

    [Theory]
    [Trait("Plan", "J08")]
    [InlineData("5", -32600)]
    [InlineData("null", -32600)]
    [InlineData("\"\"", -32600)]
    [InlineData("[\"toy_whoami\"]", -32600)]
    [InlineData("\"rpc.nosuch\"", -32601)]
    [InlineData("\"rpc.discover2\"", -32601)]
    [InlineData("\"TOY_whoami\"", -32601)]
    [InlineData("\"toy_Whoami\"", -32601)]
    [InlineData("\" toy_whoami\"", -32601)]
    [InlineData("\"toy_whoami\\u0000\"", -32601)]
    public async Task A_method_that_is_none_is_refused(string method, int code) =>
        Assert.Equal(code, (await _server.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":{{method}}}""")).Code());

    [Fact]
    [Trait("Plan", "J08")]
    public async Task A_method_of_a_megabyte_is_refused_and_not_echoed()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { BodyBytes = 2 * 1024 * 1024 });
        JsonElement answer = await server.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{new string('x', 1024 * 1024)}}"}""");

        Assert.Equal(-32600, answer.Code());
        Assert.True(answer.GetRawText().Length < 500);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami","params":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami","params":"x"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami","parameters":{}}""")]
    public async Task What_is_no_request_object_is_an_invalid_request(string text) => Assert.Equal(-32600, (await _server.PostAsync(text)).Code());

    [Fact]
    public async Task Members_may_come_in_any_order_and_be_escaped()
    {
        JsonElement answer = await _server.PostAsync("""{"p\u0061rams":{"text":"x"},"method":"toy\u005fecho","id":4,"jsonrpc":"2.\u0030"}""");

        Assert.Equal("x", answer.Result().GetString());
    }

    [Fact]
    [Trait("Plan", "J12")]
    public async Task An_empty_batch_is_an_invalid_request()
    {
        JsonElement answer = await _server.PostAsync("[]");

        Assert.Equal(-32600, answer.Code());
        Assert.True(answer.HasNullId());
    }

    [Fact]
    [Trait("Plan", "J12")]
    public async Task A_batch_of_101_is_refused_as_a_whole()
    {
        JsonElement answer = await _server.PostAsync(Batch(101, """{"jsonrpc":"2.0","id":1,"method":"toy_count"}"""));

        Assert.Equal(-32005, answer.Code());
        Assert.Equal("batch_calls", answer.Data().GetProperty("limit").GetString());
        Assert.Equal(100, answer.Data().GetProperty("maximum").GetInt32());
        await Task.Delay(200);
        Assert.Equal(0, _server.Methods.Begun);
    }

    [Fact]
    [Trait("Plan", "J12")]
    public async Task A_batch_of_100_is_answered_in_order()
    {
        string calls = string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"jsonrpc":"2.0","id":{{i}},"method":"toy_echo","params":["{{i}}"]}"""));
        JsonElement answer = await _server.PostAsync($"[{calls}]");

        Assert.Equal(Enumerable.Range(0, 100), answer.EnumerateArray().Select(one => one.GetProperty("id").GetInt32()));
        Assert.All(answer.EnumerateArray(), one => Assert.Equal(one.GetProperty("id").GetInt32().ToString(), one.Result().GetString()));
    }

    [Fact]
    [Trait("Plan", "J12")]
    public async Task Calls_of_a_batch_run_side_by_side()
    {
        Task<JsonElement> answering = _server.PostAsync(Batch(50, """{"jsonrpc":"2.0","id":1,"method":"toy_hang"}"""));
        await Eventually.HoldsAsync(() => _server.Methods.Hanging == 50, "all calls are begun while none has ended");
        Assert.False(answering.IsCompleted);

        _server.Methods.Release.SetResult();
        JsonElement answer = await answering;
        Assert.Equal(50, answer.GetArrayLength());
        Assert.All(answer.EnumerateArray(), one => Assert.True(one.Result().GetBoolean()));
    }

    [Fact]
    [Trait("Plan", "J12")]
    public async Task A_bad_call_of_a_batch_leaves_the_others_answered()
    {
        JsonElement answer = await _server.PostAsync("""
            [
              {"jsonrpc":"2.0","id":1,"method":"toy_echo","params":["a"]},
              [{"jsonrpc":"2.0","id":2,"method":"toy_echo","params":["b"]}],
              {"jsonrpc":"2.0","id":3,"method":"toy_nosuch"},
              {"jsonrpc":"2.0","method":"toy_echo","params":["unheard"]},
              7,
              {"jsonrpc":"2.0","id":6,"method":"toy_echo","params":["f"]}
            ]
            """);

        Assert.Equal(5, answer.GetArrayLength());
        Assert.Equal("a", answer[0].Result().GetString());
        Assert.Equal(-32600, answer[1].Code());
        Assert.True(answer[1].HasNullId());
        Assert.Equal(-32601, answer[2].Code());
        Assert.Equal(-32600, answer[3].Code());
        Assert.Equal("f", answer[4].Result().GetString());
    }

    [Fact]
    public async Task Answers_beyond_the_batch_limit_are_replaced_one_by_one()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { BatchResponseBytes = 10_000 });
        string big = new('x', 4_000);
        JsonElement answer = await server.PostAsync(Batch(4, $$"""{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":["{{big}}"]}"""));

        Assert.Equal(big, answer[0].Result().GetString());
        Assert.Equal(big, answer[1].Result().GetString());
        Assert.Equal("batch_response_bytes", answer[2].Data().GetProperty("limit").GetString());
        Assert.Equal(-32005, answer[3].Code());
    }

    private static string Batch(int count, string call) => "[" + string.Join(',', Enumerable.Repeat(call, count)) + "]";
}
