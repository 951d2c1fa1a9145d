using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Rollup.Wallet.Rpc;

/// <summary>JSON-RPC over one WebSocket: any number of calls in flight, answered in whatever order, and subscriptions.</summary>
public sealed class WebSocketRpcConnection : IRpcConnection
{
    private const int ReceiveBufferBytes = 64 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _pending = new();
    private readonly ConcurrentDictionary<string, Channel<JsonElement>> _subscriptions = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Uri _node;
    private Task _receiving = Task.CompletedTask;
    private RpcConnectionException? _broken;
    private long _lastId;

    private WebSocketRpcConnection(Uri node) => _node = node;

    /// <summary>Connects to <paramref name="node"/>, a ws:// address.</summary>
    /// <exception cref="RpcConnectionException">Nobody answers there.</exception>
    public static async Task<WebSocketRpcConnection> ConnectAsync(Uri node, CancellationToken cancellationToken = default)
    {
        WebSocketRpcConnection connection = new(node);
        try
        {
            await connection._socket.ConnectAsync(node, cancellationToken);
        }
        catch (WebSocketException error)
        {
            await connection.DisposeAsync();
            throw new RpcConnectionException($"cannot connect to {node}: {error.Message}", error);
        }

        connection._receiving = connection.ReceiveAsync();
        return connection;
    }

    public async Task<JsonElement> CallAsync(string method, Action<Utf8JsonWriter> writeParameters, CancellationToken cancellationToken = default)
    {
        long id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<JsonElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        try
        {
            ArrayBufferWriter<byte> request = new(1024);
            RpcMessage.WriteRequest(request, id, method, writeParameters);
            await SendAsync(request.WrittenMemory, cancellationToken);
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <summary>The notifications of a subscription that <c>rollup_subscribe</c> answered with this id, until the connection ends.</summary>
    internal ChannelReader<JsonElement> NotificationsOf(string subscription) => ChannelOf(subscription).Reader;

    internal void Forget(string subscription) => _subscriptions.TryRemove(subscription, out _);

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            try
            {
                using CancellationTokenSource patience = new(TimeSpan.FromSeconds(1));
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException)
            {
                // The other side is gone already.
            }
        }

        await _closing.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _closing.Dispose();
        _sending.Dispose();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (_broken is not null)
            {
                throw _broken;
            }

            await _socket.SendAsync(message, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);
        }
        catch (Exception error) when (error is WebSocketException or IOException or InvalidOperationException)
        {
            throw new RpcConnectionException($"the connection to {_node} broke: {error.Message}", error);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        string reason = "the node closed the connection";
        ArrayBufferWriter<byte> message = new(ReceiveBufferBytes);
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(message.GetMemory(ReceiveBufferBytes), _closing.Token);
                message.Advance(part.Count);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    reason = _socket.CloseStatusDescription is { Length: > 0 } text ? $"the node closed the connection: {text}" : reason;
                    break;
                }

                if (part.EndOfMessage)
                {
                    Dispatch(message.WrittenMemory);
                    message.ResetWrittenCount();
                }
            }
        }
        catch (OperationCanceledException)
        {
            reason = "the connection was closed";
        }
        catch (Exception error) when (error is WebSocketException or IOException or JsonException)
        {
            reason = $"the connection to {_node} broke: {error.Message}";
        }

        Break(new RpcConnectionException(reason));
    }

    private void Dispatch(ReadOnlyMemory<byte> message)
    {
        using JsonDocument document = JsonDocument.Parse(message);
        JsonElement root = document.RootElement;
        if (root.TryGetProperty("id"u8, out JsonElement id) && id.TryGetInt64(out long number))
        {
            if (_pending.TryGetValue(number, out TaskCompletionSource<JsonElement>? answer))
            {
                Complete(answer, root);
            }
        }
        else if (root.TryGetProperty("params"u8, out JsonElement parameters)
            && parameters.TryGetProperty("subscription"u8, out JsonElement subscription))
        {
            ChannelOf(subscription.GetString() ?? "").Writer.TryWrite(parameters.Clone());
        }
    }

    private static void Complete(TaskCompletionSource<JsonElement> answer, JsonElement response)
    {
        try
        {
            answer.TrySetResult(RpcMessage.ReadResult(response));
        }
        catch (Exception error) when (error is RpcException or RpcConnectionException)
        {
            answer.TrySetException(error);
        }
    }

    private Channel<JsonElement> ChannelOf(string subscription) =>
        _subscriptions.GetOrAdd(subscription, static _ => Channel.CreateUnbounded<JsonElement>());

    private void Break(RpcConnectionException error)
    {
        _broken = error;
        foreach (TaskCompletionSource<JsonElement> answer in _pending.Values)
        {
            answer.TrySetException(error);
        }

        foreach (Channel<JsonElement> channel in _subscriptions.Values)
        {
            channel.Writer.TryComplete(error);
        }
    }
}
