using System.Text;
using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Random requests made from the published document; every reply must be as the document says.</summary>
[Trait("Plan", "J28")]
public sealed class FuzzTests
{
    private const int Quick = 5_000;
    private const int Long = 100_000;

    /// <summary>Those that hang, fail or wait on purpose say nothing about the layer.</summary>
    private static readonly HashSet<string> LeftOut = ["toy_hang", "toy_throw", "toy_count"];

    private static readonly Dictionary<string, Func<Random, string>> Titled = new()
    {
        ["address"] = random => "zp1" + new string('a', random.Next(2, 16)) + "q",
    };

    [Fact]
    public Task Every_reply_to_a_random_request_is_as_the_document_says() => PostAsync(Quick, seed: 20260101);

    [Fact]
    public Task Every_reply_to_a_random_message_of_a_web_socket_is_as_the_document_says() => MessageAsync(Quick / 2, seed: 20260102);

    [Theory]
    [Trait("Campaign", "rpc-fuzz")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public Task A_long_run_of_random_requests_finds_no_crash_and_no_growth(int seed) => PostAsync(Long, seed);

    [Theory]
    [Trait("Campaign", "rpc-fuzz")]
    [InlineData(5)]
    public Task A_long_run_of_random_messages_finds_no_crash_and_no_growth(int seed) => MessageAsync(Long, seed);

    private static async Task PostAsync(int count, int seed)
    {
        await using ToyServer server = await ToyServer.StartAsync();
        await RunAsync(server, count, seed, async request =>
        {
            using HttpResponseMessage response = await server.SendAsync(request);
            return await response.Content.ReadAsByteArrayAsync();
        });
    }

    private static async Task MessageAsync(int count, int seed)
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        byte[] marker = """{"jsonrpc":"2.0","id":"marker","method":"toy_echo","params":["marker"]}"""u8.ToArray();
        await RunAsync(server, count, seed, async request =>
        {
            // Text must be UTF-8 on a WebSocket, or the connection is closed; W04 tests that.
            await socket.SendAsync(Encoding.UTF8.GetString(request));

            // A notification is answered by nothing, so a second call tells when the first has been answered or never will be.
            await socket.SendAsync(Encoding.UTF8.GetString(marker));
            var replies = new List<JsonElement>();
            for (bool marked = false; !marked;)
            {
                JsonElement message = await socket.ReceiveAsync();
                marked = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String && id.GetString() == "marker";
                bool isNotification = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("method", out _);
                if (!marked && !isNotification)
                {
                    replies.Add(message);
                }
            }

            return Encoding.UTF8.GetBytes(replies.SingleOrDefault() is { ValueKind: not JsonValueKind.Undefined } reply ? reply.GetRawText() : "");
        });
    }

    private static async Task RunAsync(ToyServer server, int count, int seed, Func<byte[], Task<byte[]>> exchange)
    {
        var document = new OpenRpcReader((await server.CallAsync("rpc.discover")).Result());
        List<OpenRpcMethodReader> methods = [.. document.Methods.Where(method => !LeftOut.Contains(method.Name))];
        var requests = new RequestGenerator(document, methods, new Random(seed), Titled);
        var checker = new ReplyChecker(document);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < count; i++)
        {
            (byte[] request, OpenRpcMethodReader? method, bool isSound) = requests.Next();
            byte[] reply = await exchange(request);
            try
            {
                checker.Check(request, method, isSound, reply);
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"request {i} of seed {seed}: {wrong.Message}", wrong);
            }
        }

        // A generator whose every request is refused, or accepted, would show nothing.
        Assert.True(checker.Results > count / 10 && checker.Errors > count / 10, $"{checker.Results} results and {checker.Errors} errors in {count} requests");
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < 64 * 1024 * 1024, $"memory grew by {growth} bytes");
        Assert.DoesNotContain(server.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error && line.Event.Name != "RpcSubscriptionFailed");
    }
}
