using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>HTTP requests that are no calls.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"toy_whoami"}""";

    private ToyServer _server = null!;

    public async Task InitializeAsync() => _server = await ToyServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    [Trait("Plan", "J13")]
    public async Task A_body_at_the_limit_is_read_and_one_byte_more_is_not()
    {
        byte[] body = Encoding.UTF8.GetBytes(Call.PadRight(256 * 1024));
        Assert.Equal(JsonValueKind.String, (await _server.PostAsync(body)).Result().ValueKind);

        using HttpResponseMessage response = await _server.SendAsync([.. body, (byte)' ']);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        JsonElement answer = ToyServer.Json(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(-32005, answer.Code());
        Assert.Equal("body_bytes", answer.Data().GetProperty("limit").GetString());
    }

    [Fact]
    [Trait("Plan", "J13")]
    public async Task A_chunked_body_beyond_the_limit_is_refused_while_it_comes_in()
    {
        using RawConnection connection = await _server.ConnectAsync();
        await connection.SendHeadAsync("Content-Type: application/json", "Transfer-Encoding: chunked");
        for (int i = 0; i < 5; i++)
        {
            await connection.SendAsync("10000\r\n" + new string(' ', 64 * 1024) + "\r\n");
        }

        Assert.Equal(413, await connection.StatusThenCloseAsync());
    }

    [Fact]
    [Trait("Plan", "J13")]
    public async Task A_body_shorter_than_declared_is_no_call()
    {
        using RawConnection connection = await _server.ConnectAsync();
        await connection.SendHeadAsync("Content-Type: application/json", "Content-Length: 100");
        await connection.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"toy_count"}""");
        connection.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);

        // Kestrel takes a closed sending side for a client that has gone, so there may be nobody to tell.
        Assert.Contains(await connection.StatusThenCloseAsync(), new[] { 0, 400 });
        await Task.Delay(200);
        Assert.Equal(0, _server.Methods.Begun);
    }

    [Fact]
    [Trait("Plan", "J13")]
    public async Task A_body_longer_than_declared_does_not_become_part_of_the_call()
    {
        using RawConnection connection = await _server.ConnectAsync();
        await connection.SendHeadAsync("Content-Type: application/json", $"Content-Length: {Call.Length}");
        await connection.SendAsync(Call + "garbage\r\n\r\n");
        string text = await connection.ReadTextToEndAsync();

        Assert.StartsWith("HTTP/1.1 200", text);
        Assert.Contains("HTTP/1.1 400", text);
    }

    [Fact]
    [Trait("Plan", "J13")]
    public async Task A_chunked_body_without_end_times_out()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { SlownessGrace = TimeSpan.FromSeconds(1.1) });
        using RawConnection connection = await server.ConnectAsync();
        await connection.SendHeadAsync("Content-Type: application/json", "Transfer-Encoding: chunked");
        await connection.SendAsync($"{Call.Length:x}\r\n{Call}\r\n");

        Assert.Equal(408, await connection.StatusThenCloseAsync());
    }

    [Theory]
    [Trait("Plan", "J14")]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task A_compressed_body_is_not_accepted(string encoding)
    {
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[16 * 1024 * 1024]);
        }

        using HttpResponseMessage response = await _server.SendAsync(bomb.ToArray(), change: request => request.Content!.Headers.ContentEncoding.Add(encoding));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    [Trait("Plan", "J17")]
    public async Task Http_2_is_not_spoken()
    {
        using RawConnection connection = await _server.ConnectAsync();
        await connection.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0");
        byte[] reply = await connection.ReadToEndAsync();

        // Either nothing, an HTTP/1.1 refusal, or one GOAWAY frame (type 7) with HTTP_1_1_REQUIRED; never a SETTINGS frame (type 4).
        Assert.True(reply.Length == 0 || reply.AsSpan().StartsWith("HTTP/1.1 4"u8) || reply.AsSpan().StartsWith("HTTP/1.1 505"u8) || reply[3] == 7, Convert.ToHexString(reply));
    }

    [Theory]
    [Trait("Plan", "J18")]
    [InlineData("GET", "/", 405)]
    [InlineData("PUT", "/", 405)]
    [InlineData("DELETE", "/", 405)]
    [InlineData("OPTIONS", "/", 405)]
    [InlineData("POST", "/rpc", 404)]
    [InlineData("GET", "/index.html", 404)]
    [InlineData("POST", "/health/live", 405)]
    [InlineData("POST", "/metrics", 405)]
    [InlineData("GET", "/health/other", 404)]
    [InlineData("GET", "/../../etc/passwd", 404)]
    public async Task Another_verb_or_path_is_refused(string verb, string path, int status)
    {
        using RawConnection connection = await _server.ConnectAsync();
        await connection.SendAsync($"{verb} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");
        string text = await connection.ReadTextToEndAsync();

        Assert.StartsWith($"HTTP/1.1 {status} ", text);
        Assert.Equal(status == 405, text.Contains("\r\nAllow: "));
    }

    [Theory]
    [Trait("Plan", "J18")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonx")]
    [InlineData("")]
    public async Task Another_content_type_is_refused(string contentType)
    {
        using RawConnection connection = await _server.ConnectAsync();
        await connection.SendHeadAsync([.. contentType.Length > 0 ? [$"Content-Type: {contentType}"] : Array.Empty<string>(), $"Content-Length: {Call.Length}"]);
        await connection.SendAsync(Call);

        Assert.Equal(415, await connection.StatusThenCloseAsync());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=UTF-8")]
    public async Task Json_is_accepted_with_and_without_charset(string contentType)
    {
        using HttpResponseMessage response = await _server.SendAsync(
            Encoding.UTF8.GetBytes(Call), change: request => request.Content!.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [Trait("Plan", "J19")]
    [InlineData("Content-Length: 46", "Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked", "Content-Length: 46")]
    [InlineData("Content-Length: 46", "Content-Length: 47")]
    [InlineData("Content-Length: 46", "Transfer-Encoding: identity")]
    [InlineData("Transfer-Encoding: identity, chunked", "Content-Length: 46")]
    [InlineData("Content-Length : 46", "X-Nothing: 1")]
    public async Task A_request_with_two_lengths_is_refused_and_its_connection_closed(string first, string second)
    {
        using RawConnection connection = await _server.ConnectAsync();
        await connection.SendHeadAsync("Content-Type: application/json", first, second);
        await connection.SendAsync($"{Call.Length:x}\r\n{Call}\r\n0\r\n\r\n");

        // One refusal and then the end: nothing behind the first request was taken for a second one.
        string text = await connection.ReadTextToEndAsync();
        Assert.StartsWith("HTTP/1.1 400", text);
        Assert.Equal(1, text.Split("HTTP/1.1").Length - 1);
    }

    [Theory]
    [Trait("Plan", "J20")]
    [InlineData("evil.example", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("127.0.0.1.evil.example:80", 403)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:12345", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:8745", 200)]
    public async Task Only_hosts_on_the_list_are_served(string host, int status)
    {
        using HttpResponseMessage response = await _server.SendAsync(Encoding.UTF8.GetBytes(Call), change: request => request.Headers.Host = host);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    [Trait("Plan", "J20")]
    public async Task A_foreign_origin_is_refused_and_nothing_is_carried_out()
    {
        using HttpResponseMessage response = await _server.SendAsync(
            """{"jsonrpc":"2.0","id":1,"method":"toy_count"}"""u8.ToArray(), change: request => request.Headers.Add("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(0, _server.Methods.Counted);
    }

    [Fact]
    [Trait("Plan", "J20")]
    public async Task A_foreign_origin_gets_no_web_socket()
    {
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(
            () => _server.OpenWebSocketAsync(options => options.SetRequestHeader("Origin", "https://evil.example")));
    }

    [Fact]
    [Trait("Plan", "J20")]
    public async Task An_allowed_origin_gets_cors_headers_and_an_answer_to_its_preflight()
    {
        await using ToyServer server = await ToyServer.StartAsync(
            options: new RpcOptions { Limits = ToyServer.Generous, AllowedOrigins = ["https://wallet.example"] });
        using HttpResponseMessage preflight = await server.SendAsync([], change: request =>
        {
            request.Method = HttpMethod.Options;
            request.Headers.Add("Origin", "https://wallet.example");
            request.Headers.Add("Access-Control-Request-Method", "POST");
        });
        using HttpResponseMessage response = await server.SendAsync(
            Encoding.UTF8.GetBytes(Call), change: request => request.Headers.Add("Origin", "https://wallet.example"));

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("POST", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("https://wallet.example", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    [Trait("Plan", "J21")]
    public async Task An_admin_method_does_not_exist_on_the_public_port()
    {
        byte[] call = """{"jsonrpc":"2.0","id":1,"method":"toy_reset"}"""u8.ToArray();
        Assert.Equal(-32601, (await _server.PostAsync(call)).Code());

        using HttpResponseMessage response = await _server.SendAsync(call, _server.AdminAddress);
        Assert.True(ToyServer.Json(await response.Content.ReadAsByteArrayAsync()).Result().GetBoolean());
    }

    [Fact]
    [Trait("Plan", "J21")]
    public async Task An_admin_method_does_not_exist_for_a_web_socket_of_the_public_port()
    {
        using RpcSocket socket = await _server.OpenWebSocketAsync();

        Assert.Equal(-32601, (await socket.CallAsync("toy_reset")).Code());
    }

    [Fact]
    public async Task Requests_may_be_pipelined_on_one_connection()
    {
        using RawConnection connection = await _server.ConnectAsync();
        string request = $"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Call.Length}\r\n\r\n{Call}";
        await connection.SendAsync(request + request + request.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

        Assert.Equal(3, (await connection.ReadTextToEndAsync()).Split("HTTP/1.1 200").Length - 1);
    }
}
