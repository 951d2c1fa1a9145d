using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Rollup.Cli.Bench.Load;

/// <summary>One WebSocket with many calls in flight: as little client as there can be, so that the server is what is measured.</summary>
internal sealed class LoadSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new() { SingleReader = true });
    private readonly Action<int, bool, ReadOnlyMemory<byte>> _answered;
    private Task _loops = Task.CompletedTask;

    /// <param name="answered">Gets each answer's id, whether it is a result, and its bytes, which it must not keep.</param>
    private LoadSocket(Action<int, bool, ReadOnlyMemory<byte>> answered) => _answered = answered;

    public static async Task<LoadSocket> ConnectAsync(Uri rpc, Action<int, bool, ReadOnlyMemory<byte>> answered)
    {
        var socket = new LoadSocket(answered);
        await socket._socket.ConnectAsync(new UriBuilder(rpc) { Scheme = "ws" }.Uri, CancellationToken.None);
        socket._loops = Task.WhenAll(socket.SendAsync(), socket.ReceiveAsync());
        return socket;
    }

    /// <summary>Queues a request; the bytes must not change.</summary>
    public void Post(ReadOnlyMemory<byte> request) => _outgoing.Writer.TryWrite(request);

    public async ValueTask DisposeAsync()
    {
        _outgoing.Writer.TryComplete();
        await _loops;
        _socket.Dispose();
    }

    private async Task SendAsync()
    {
        await foreach (ReadOnlyMemory<byte> request in _outgoing.Reader.ReadAllAsync())
        {
            await _socket.SendAsync(request, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }

        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private async Task ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>(16 << 10);
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(message.GetMemory(4 << 10), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            message.Advance(part.Count);
            if (part.EndOfMessage)
            {
                (int id, bool isResult) = Read(message.WrittenSpan);
                _answered(id, isResult, message.WrittenMemory);
                message.ResetWrittenCount();
            }
        }
    }

    private static (int Id, bool IsResult) Read(ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        (int id, bool isResult) = (-1, false);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8);
            isResult |= reader.ValueTextEquals("result"u8);
            reader.Read();
            if (isId)
            {
                id = reader.GetInt32();
            }

            reader.Skip();
        }

        return (id, isResult);
    }
}
