using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>A client WebSocket that sends and receives whole JSON messages.</summary>
public sealed class RpcSocket : IDisposable
{
    private static readonly TimeSpan Patience = Eventually.Limit;

    private readonly ClientWebSocket _socket;
    private int _lastId;

    private RpcSocket(ClientWebSocket socket) => _socket = socket;

    public ClientWebSocket Socket => _socket;

    public static async Task<RpcSocket> ConnectAsync(Uri address, Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        await socket.ConnectAsync(address, CancellationToken.None);
        return new RpcSocket(socket);
    }

    public Task SendAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public async Task<JsonElement> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            WebSocketReceiveResult part = await _socket.ReceiveAsync(buffer, patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException($"closed with {(int)part.CloseStatus!} {part.CloseStatusDescription}");
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return ToyServer.Json(message.ToArray());
            }
        }
    }

    /// <summary>Calls and waits for the answer, which must be the next message.</summary>
    public async Task<JsonElement> CallAsync(string method, string parameters = "{}")
    {
        int id = ++_lastId;
        await SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        JsonElement answer = await ReceiveAsync();
        Assert.Equal(id, answer.GetProperty("id").GetInt32());
        return answer;
    }

    /// <summary>Reads until the server closes, and answers its code.</summary>
    public async Task<int> ReadToCloseAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            WebSocketReceiveResult part = await _socket.ReceiveAsync(buffer, patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return (int)part.CloseStatus!;
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
