using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Xunit.Abstractions;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>What the layer itself costs: a call that does nothing but read and write objects, client and server in one process.</summary>
[Trait("Campaign", "rpc-load")]
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int Calls = 100_000;

    private static readonly string Memo = new('m', 40);
    private static readonly byte[] Call = Encoding.UTF8.GetBytes(
        $$$$"""{"jsonrpc":"2.0","id":1234567,"method":"toy_pay","params":{"payment":{"to":"zp1aaaaaaaaaaaaaaq","amount":"123456","memo":"{{{{Memo}}}}","priority":1}}}""");

    [Theory]
    [InlineData(1, 64)]
    [InlineData(8, 16)]
    public async Task Calls_by_web_socket(int connections, int window)
    {
        await using ToyServer server = await ToyServer.StartAsync();
        await MeasureAsync($"WebSocket, {connections} connections, {window} calls in flight each", connections, async count =>
        {
            using RpcSocket socket = await server.OpenWebSocketAsync();
            await PumpAsync(socket.Socket, count, window);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Calls_by_post(int connections)
    {
        await using ToyServer server = await ToyServer.StartAsync();
        byte[] request =
        [
            .. Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Call.Length}\r\n\r\n"), .. Call,
        ];
        await MeasureAsync($"POST, {connections} connections, one call in flight each", connections, async count =>
        {
            using RawConnection connection = await server.ConnectAsync();
            var buffer = new byte[4096];
            for (int i = 0; i < count; i++)
            {
                await connection.SendAsync(request);
                int received = await connection.Socket.ReceiveAsync(buffer.AsMemory());
                Assert.True(received > 200 && buffer[received - 1] == '}', Encoding.UTF8.GetString(buffer, 0, received));
            }
        });
    }

    private async Task MeasureAsync(string what, int connections, Func<int, Task> client)
    {
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => client(Calls / 10 / connections))));
        using var process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => client(Calls / connections))));
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        output.WriteLine(
            $"{what}: {Calls / wall.TotalSeconds:F0} calls/s, {(process.TotalProcessorTime - cpu).TotalMicroseconds / Calls:F1} µs of CPU per call, "
            + $"{(GC.GetTotalAllocatedBytes() - allocated) / Calls} bytes allocated per call (client included)");
    }

    private static async Task PumpAsync(ClientWebSocket socket, int count, int window)
    {
        using var slots = new SemaphoreSlim(window);
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < count; i++)
            {
                await slots.WaitAsync();
                await socket.SendAsync(Call.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        });
        var buffer = new byte[4096];
        for (int i = 0; i < count; i++)
        {
            ValueWebSocketReceiveResult reply = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            Assert.True(reply.EndOfMessage && reply.Count > 200);
            slots.Release();
        }

        await sending;
    }
}
