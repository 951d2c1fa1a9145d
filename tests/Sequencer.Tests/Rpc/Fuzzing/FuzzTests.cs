using System.Text;
using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Random requests made from the published document; every reply must be as the document says.</summary>
[Trait("Plan", "J28")]
[Collection(FuzzRun.Collection)]
public sealed class FuzzTests
{
    private const int Quick = 5_000;
    private const int Long = 100_000;

    private static readonly FuzzPlan Plan = new(
        new Dictionary<string, Func<Random, string>> { ["address"] = random => "zp1" + new string('a', random.Next(2, 16)) + "q" },

        // Those that hang, fail or wait on purpose say nothing about the layer.
        LeftOut: ["toy_hang", "toy_throw", "toy_misread", "toy_miswrite", "toy_count"],
        Dependent: ["rollup_subscribe"]);

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
        await FuzzRun.RunAsync(server.CallAsync, Plan, count, seed, async request =>
        {
            using HttpResponseMessage response = await server.SendAsync(request);
            return await response.Content.ReadAsByteArrayAsync();
        });
        AssertNoBugs(server);
    }

    private static async Task MessageAsync(int count, int seed)
    {
        await using ToyServer server = await ToyServer.StartAsync();
        using RpcSocket socket = await server.OpenWebSocketAsync();
        byte[] marker = """{"jsonrpc":"2.0","id":"marker","method":"toy_echo","params":["marker"]}"""u8.ToArray();
        await FuzzRun.RunAsync(server.CallAsync, Plan, count, seed, async request =>
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
        AssertNoBugs(server);
    }

    private static void AssertNoBugs(ToyServer server) => Assert.DoesNotContain(
        server.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error && line.Event.Name != "RpcSubscriptionFailed");
}
