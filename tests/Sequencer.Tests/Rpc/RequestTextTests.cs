using System.Text;
using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Texts that are not strict JSON.</summary>
public sealed class RequestTextTests : IAsyncLifetime
{
    private ToyServer _server = null!;

    public async Task InitializeAsync() => _server = await ToyServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [Trait("Plan", "J01")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami" """)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami",}""")]
    [InlineData("""{"jsonrpc":"2.0","id":NaN,"method":"toy_whoami"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":Infinity,"method":"toy_whoami"}""")]
    [InlineData("""{"jsonrpc":"2.0",/* hi */"id":1,"method":"toy_whoami"}""")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"toy_whoami\"} // hi")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami"}{"jsonrpc":"2.0","id":2,"method":"toy_whoami"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":01,"method":"toy_whoami"}""")]
    [InlineData("""{'jsonrpc':'2.0','id':1,'method':'toy_whoami'}""")]
    [InlineData("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"toy_whoami\"},]")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":\"a\nb\",\"method\":\"toy_whoami\"}")]
    public async Task What_is_not_json_is_a_parse_error_without_id(string text)
    {
        JsonElement answer = await _server.PostAsync(text);

        Assert.Equal(-32700, answer.Code());
        Assert.True(answer.HasNullId());
    }

    [Fact]
    [Trait("Plan", "J01")]
    public async Task A_bad_call_at_the_end_of_a_batch_keeps_the_first_from_being_carried_out()
    {
        JsonElement answer = await _server.PostAsync("""[{"jsonrpc":"2.0","id":1,"method":"toy_count"},{"jsonrpc":]""");

        Assert.Equal(-32700, answer.Code());
        await Task.Delay(200);
        Assert.Equal(0, _server.Methods.Begun);
    }

    [Theory]
    [Trait("Plan", "J02")]
    [InlineData("efbbbf")] // UTF-8's byte-order mark
    [InlineData("fffe")] // UTF-16's
    public async Task A_byte_order_mark_is_a_parse_error(string prefix)
    {
        byte[] sound = """{"jsonrpc":"2.0","id":1,"method":"toy_whoami"}"""u8.ToArray();

        Assert.Equal(-32700, (await _server.PostAsync([.. Convert.FromHexString(prefix), .. sound])).Code());
    }

    [Theory]
    [Trait("Plan", "J02")]
    [InlineData("ff")] // never occurs in UTF-8
    [InlineData("c0af")] // overlong slash
    [InlineData("eda080")] // a surrogate as bytes
    [InlineData("f4908080")] // above U+10FFFF
    [InlineData("e282")] // cut off
    public async Task Bytes_that_are_not_utf8_are_a_parse_error_wherever_they_stand(string bytes)
    {
        byte[] bad = Convert.FromHexString(bytes);
        foreach (string position in new[] { "text", "id", "name", "method" })
        {
            byte[] text = Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":"<id>","method":"toy_echo<method>","params":{"text<name>":"<text>"}}""");
            byte[] whole = Splice(text, position, bad);
            Assert.Equal(-32700, (await _server.PostAsync(whole)).Code());
        }
    }

    [Theory]
    [Trait("Plan", "J02")]
    [InlineData(@"\ud800")]
    [InlineData(@"\udc00")]
    [InlineData(@"\ud800\ud800")]
    [InlineData(@"\ud800x")]
    [InlineData(@"\ud83d\\ude00")]
    [InlineData(@"\uDC00\uD800")]
    [InlineData(@"\ud83d\u0041")]
    public async Task Half_a_surrogate_pair_is_a_parse_error_wherever_it_stands(string half)
    {
        foreach (string text in new[]
        {
            $$$"""{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":{"text":"{{{half}}}"}}""",
            $$$"""{"jsonrpc":"2.0","id":"{{{half}}}","method":"toy_echo","params":{"text":""}}""",
            $$$"""{"jsonrpc":"2.0","id":1,"method":"toy_echo{{{half}}}","params":{"text":""}}""",
            $$$"""{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":{"text{{{half}}}":""}}""",
        })
        {
            Assert.Equal(-32700, (await _server.PostAsync(text)).Code());
        }
    }

    [Fact]
    [Trait("Plan", "J02")]
    public async Task Whole_surrogate_pairs_and_other_escapes_are_understood()
    {
        JsonElement answer = await _server.CallAsync("toy_echo", """{"text":"\ud83d\ude00 \u00e9 \\u d800 \u0000 é😀"}""");

        Assert.Equal("😀 é \\u d800 \0 é😀", answer.Result().GetString());
    }

    [Theory]
    [Trait("Plan", "J03")]
    [InlineData(33)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public async Task Nesting_beyond_the_limit_is_a_parse_error(int depth)
    {
        JsonElement answer = await _server.PostAsync(new string('[', depth) + new string(']', depth));

        Assert.Equal(-32700, answer.Code());
        Assert.Contains("32 levels", answer.GetProperty("error").GetProperty("message").GetString()!);
    }

    [Fact]
    [Trait("Plan", "J03")]
    public async Task Nesting_at_the_limit_is_read()
    {
        // The request, the batch and 30 more make 32.
        JsonElement answer = await _server.PostAsync("""[{"jsonrpc":"2.0","id":1,"method":"toy_echo","params":""" + new string('[', 30) + new string(']', 30) + "}]");

        Assert.Equal(-32602, answer[0].Code());
    }

    [Theory]
    [Trait("Plan", "J04")]
    [InlineData("""{"payment":{"to":"zp1aaq","amount":"5","amount":"6"}}""", "payment.amount")]
    [InlineData("""{"payment":{"to":"zp1aaq","amount":"5","\u0061mount":"5"}}""", "payment.amount")]
    [InlineData("""{"payment":{"to":"zp1aaq","amount":"5"},"payment":{"to":"zp1aaq","amount":"5"}}""", "payment")]
    [InlineData("""{"payment":{"to":"zp1aaq","amount":"5","memo":null,"memo":"x"}}""", "payment.memo")]
    public async Task A_name_given_twice_is_refused_and_not_overridden(string parameters, string field)
    {
        JsonElement answer = await _server.CallAsync("toy_pay", parameters);

        Assert.Equal(-32602, answer.Code());
        Assert.Equal(field, answer.Field());
    }

    [Theory]
    [Trait("Plan", "J04")]
    [InlineData("""{"jsonrpc":"2.0","jsonrpc":"2.0","id":1,"method":"toy_whoami"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"id":2,"method":"toy_whoami"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami","method":"toy_count"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"toy_count","params":{},"params":{}}""")]
    public async Task A_member_of_the_request_given_twice_is_an_invalid_request(string text) =>
        Assert.Equal(-32600, (await _server.PostAsync(text)).Code());

    private static byte[] Splice(byte[] text, string position, byte[] bytes)
    {
        string[] all = ["<text>", "<id>", "<name>", "<method>"];
        string marked = Encoding.UTF8.GetString(text);
        foreach (string other in all.Where(mark => mark != $"<{position}>"))
        {
            marked = marked.Replace(other, "");
        }

        string[] halves = marked.Split($"<{position}>");
        return [.. Encoding.UTF8.GetBytes(halves[0]), .. bytes, .. Encoding.UTF8.GetBytes(halves[1])];
    }
}
