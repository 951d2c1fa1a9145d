using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Parameters that do not fit their schema.</summary>
public sealed class ParameterTests : IAsyncLifetime
{
    private ToyServer _server = null!;

    public async Task InitializeAsync() => _server = await ToyServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [Trait("Plan", "J05")]
    [InlineData("toy_echo", """{"text":"x","tims":2}""", "tims")]
    [InlineData("toy_echo", """{"text":"x","Times":2}""", "Times")]
    [InlineData("toy_whoami", """{"x":1}""", "x")]
    [InlineData("toy_whoami", "[1]", "[0]")]
    [InlineData("toy_echo", """["x",2,3]""", "[2]")]
    [InlineData("toy_pay", """{"payment":{"to":"zp1aaq","amount":"5","ammount":"5"}}""", "payment.ammount")]
    public async Task An_unknown_extra_parameter_is_refused_by_its_name(string method, string parameters, string field)
    {
        JsonElement answer = await _server.CallAsync(method, parameters);

        Assert.Equal(-32602, answer.Code());
        Assert.Equal(field, answer.Field());
    }

    [Theory]
    [Trait("Plan", "J09")]
    [InlineData("""{"left":"1","right":"2"}""")]
    [InlineData("""{"right":"2","left":"1"}""")]
    [InlineData("""["1","2"]""")]
    public async Task Parameters_go_by_name_and_by_position(string parameters) =>
        Assert.Equal("3", (await _server.CallAsync("toy_add", parameters)).Result().GetString());

    [Theory]
    [InlineData("""{"left":"1"}""")]
    [InlineData("""{"left":"1","right":null}""")]
    [InlineData("""["1"]""")]
    [InlineData("""["1",null]""")]
    public async Task An_optional_parameter_may_be_absent_or_null(string parameters) =>
        Assert.Equal("1", (await _server.CallAsync("toy_add", parameters)).Result().GetString());

    [Theory]
    [Trait("Plan", "J09")]
    [InlineData("toy_add", """["1",{"right":"2"}]""", "right")]
    [InlineData("toy_add", """[{"left":"1","right":"2"}]""", "left")]
    [InlineData("toy_add", "[]", "left")]
    [InlineData("toy_add", "[null]", "left")]
    [InlineData("toy_add", "{}", "left")]
    [InlineData("toy_add", """{"left":null}""", "left")]
    public async Task Mixed_and_missing_parameters_are_refused(string method, string parameters, string field)
    {
        JsonElement answer = await _server.CallAsync(method, parameters);

        Assert.Equal(-32602, answer.Code());
        Assert.Equal(field, answer.Field());
        Assert.True(answer.Data().GetProperty("expected").GetString()!.Length > 5);
    }

    [Fact]
    [Trait("Plan", "J09")]
    public async Task A_required_parameter_is_missed_also_without_any_params()
    {
        JsonElement answer = await _server.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"toy_add"}""");

        Assert.Equal(-32602, answer.Code());
        Assert.Equal("left", answer.Field());
    }

    [Theory]
    [Trait("Plan", "J10")]
    [InlineData("1")]
    [InlineData("1e400")]
    [InlineData("-0")]
    [InlineData("1.0")]
    [InlineData("9007199254740993")]
    [InlineData("\"\"")]
    [InlineData("\"00\"")]
    [InlineData("\"01\"")]
    [InlineData("\"+1\"")]
    [InlineData("\"-1\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"1 \"")]
    [InlineData("\"1.0\"")]
    [InlineData("\"1e3\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\"1_000\"")]
    [InlineData("\"\\u0031\"")]
    [InlineData("\"١\"")]
    [InlineData("\"0x\"")]
    [InlineData("\"0X1\"")]
    [InlineData("\"0x01\"")]
    [InlineData("\"0x00\"")]
    [InlineData("\"0xA\"")]
    [InlineData("\"0x-1\"")]
    [InlineData("\"0x 1\"")]
    [InlineData("\"0x1g\"")]
    [InlineData("\"x1\"")]
    [InlineData("\"18446744073709551616\"")]
    [InlineData("\"0x10000000000000000\"")]
    [InlineData("\"99999999999999999999999999999999999999999999999999999999999999999999999999999999999999\"")]
    [InlineData("true")]
    [InlineData("[\"1\"]")]
    public async Task A_quantity_that_is_not_canonical_is_refused(string text)
    {
        JsonElement answer = await _server.CallAsync("toy_add", $$"""{"left":{{text}}}""");

        Assert.Equal(-32602, answer.Code());
        Assert.Equal("left", answer.Field());
    }

    [Theory]
    [Trait("Plan", "J10")]
    [InlineData("0", "0")]
    [InlineData("0x0", "0")]
    [InlineData("0xa", "10")]
    [InlineData("0x80", "128")]
    [InlineData("0xffffffffffffffff", "18446744073709551615")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    public async Task A_canonical_quantity_is_read_in_both_forms_and_answered_in_decimal(string text, string value)
    {
        Assert.Equal(value, (await _server.CallAsync("toy_add", $$"""{"left":"{{text}}"}""")).Result().GetString());
        Assert.Equal(value, (await _server.CallAsync("toy_add", $$"""{"left":"0","right":"{{text}}"}""")).Result().GetString());
    }

    [Fact]
    [Trait("Plan", "J10")]
    public async Task A_wide_quantity_reaches_to_the_end_of_256_bits_and_no_further()
    {
        string largest = "0x" + new string('f', 64);

        Assert.Equal(
            "115792089237316195423570985008687907853269984665640564039457584007913129639935",
            (await _server.CallAsync("toy_add", $$"""["0","{{largest}}"]""")).Result().GetString());
        Assert.Equal(-32602, (await _server.CallAsync("toy_add", $$"""["0","0x1{{new string('0', 64)}}"]""")).Code());
        Assert.Equal(-32602, (await _server.CallAsync("toy_add", """["0","115792089237316195423570985008687907853269984665640564039457584007913129639936"]""")).Code());
    }

    [Theory]
    [Trait("Plan", "J10")]
    [InlineData("1.0")]
    [InlineData("1e0")]
    [InlineData("-0")]
    [InlineData("\"1\"")]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999999")]
    public async Task A_small_integer_that_is_not_canonical_or_out_of_bounds_is_refused(string text)
    {
        JsonElement answer = await _server.CallAsync("toy_echo", $$"""{"text":"x","times":{{text}}}""");

        Assert.Equal(-32602, answer.Code());
        Assert.Equal("times", answer.Field());
    }

    [Theory]
    [Trait("Plan", "J11")]
    [InlineData("zp1q")]
    [InlineData("zp1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaq")]
    [InlineData("ZP1AAQ")]
    [InlineData("zp1aaA")]
    [InlineData("zp1aaa")]
    [InlineData("")]
    public async Task A_wrong_address_is_refused_and_its_field_is_named(string address)
    {
        JsonElement answer = await _server.CallAsync("toy_pay", $$$"""{"payment":{"to":"{{{address}}}","amount":"5"}}""");

        Assert.Equal(-32602, answer.Code());
        Assert.Equal("payment.to", answer.Field());
        Assert.StartsWith("an address", answer.Data().GetProperty("expected").GetString());
    }

    [Theory]
    [InlineData("""{"from":"0","count":3,"skip":["1","x"]}""", "skip[1]")]
    [InlineData("""{"from":"0","count":3,"skip":["1","1","1","1","1","1","1","1","1"]}""", "skip")]
    [InlineData("""{"from":"0","count":3,"skip":{}}""", "skip")]
    [InlineData("""{"from":"0","count":3,"descending":"true"}""", "descending")]
    [InlineData("""{"from":"0","count":3,"descending":1}""", "descending")]
    public async Task A_fault_inside_a_list_names_the_place(string parameters, string field)
    {
        JsonElement answer = await _server.CallAsync("toy_list", parameters);

        Assert.Equal(-32602, answer.Code());
        Assert.Equal(field, answer.Field());
    }

    [Fact]
    public async Task A_text_is_measured_in_code_points()
    {
        string forty = string.Concat(Enumerable.Repeat("😀", 40));
        Assert.Equal(forty, (await PayAsync(forty)).Result().GetProperty("payment").GetProperty("memo").GetString());
        Assert.Equal("payment.memo", (await PayAsync(forty + "x")).Field());

        Task<JsonElement> PayAsync(string memo) => _server.CallAsync("toy_pay", $$$"""{"payment":{"to":"zp1aaq","amount":"5","memo":"{{{memo}}}"}}""");
    }

    [Fact]
    public async Task A_refused_operation_says_why_and_what_was_expected()
    {
        JsonElement answer = await _server.CallAsync("toy_pay", """{"payment":{"to":"zp1aaq","amount":"1000001"}}""");

        Assert.Equal(-32003, answer.Code());
        Assert.Equal("amount_too_high", answer.Data().GetProperty("reason").GetString());
        Assert.Equal("1000000", answer.Data().GetProperty("expected").GetString());
    }

    [Fact]
    [Trait("Plan", "J24")]
    public async Task A_range_beyond_the_page_names_the_maximum()
    {
        JsonElement answer = await _server.CallAsync("toy_list", """{"from":"0","count":1000000000}""");

        Assert.Equal(-32005, answer.Code());
        Assert.Equal(1000, answer.Data().GetProperty("maximum").GetInt32());
    }

    [Fact]
    public async Task An_unknown_name_is_echoed_in_part_only()
    {
        JsonElement answer = await _server.CallAsync("toy_echo", $$"""{"{{new string('x', 10_000)}}":1}""");

        Assert.Equal(-32602, answer.Code());
        Assert.True(answer.GetRawText().Length < 1000);
    }
}
