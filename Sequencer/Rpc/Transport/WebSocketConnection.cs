using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Rollup.Sequencer.Rpc;

/// <summary>One WebSocket: reads requests, keeps many of them in progress, answers them as they end.</summary>
internal sealed class WebSocketConnection : IDisposable
{
    private const int InitialBuffer = 4 * 1024;

    private readonly WebSocket _socket;
    private readonly UpgradedStream _stream;
    private readonly RpcDispatcher _dispatcher;
    private readonly RpcLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly OutboundQueue _outbound;
#pragma warning disable CA2213 // answers that come late still release it, and it holds nothing that needs disposing
    private readonly SemaphoreSlim _slots;
#pragma warning restore CA2213
    private readonly RpcCaller _caller;
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenSource _discard = new();
    private readonly Lock _gate = new();
    private (WebSocketCloseStatus Status, string Reason)? _close;

    public WebSocketConnection(
        UpgradedStream stream, RpcCaller caller, RpcDispatcher dispatcher, RpcLimits limits, RpcMetrics metrics, TimeProvider time, ILogger log)
    {
        _stream = stream;
        _socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            KeepAliveInterval = limits.PingInterval,
            KeepAliveTimeout = limits.PingTimeout,
        });
        (_dispatcher, _limits, _time, _log) = (dispatcher, limits, time, log);
        _slots = new SemaphoreSlim(limits.RequestsInFlight);
        _outbound = new OutboundQueue(_socket, limits, time, unread =>
        {
            metrics.SlowReaderDropped();
            RpcLog.SlowReaderDropped(log, caller.ConnectionId, limits.UnreadGrace, unread);
            Close(RpcCloseCode.SlowReader, "too far behind", discardUnsent: true);
        });
        var subscriptions = new SubscriptionSet(limits.SubscriptionsPerConnection, _outbound, metrics, log, _closed.Token);
        _caller = caller with { Subscriptions = subscriptions, Closed = _closed.Token };
    }

    /// <summary>Serves the connection until either side closes it.</summary>
    public async Task RunAsync()
    {
        Task sending = SendAsync();
        try
        {
            await ReceiveAsync();
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ConnectionAbortedException)
        {
            // The other side broke the protocol (the socket has answered with the code for it), has gone, or was dropped.
        }
#pragma warning disable CA1031 // a bug must end this connection only, and be recorded
        catch (Exception failure)
#pragma warning restore CA1031
        {
            RpcLog.ConnectionFailed(_log, failure, _caller.ConnectionId);
            Close(WebSocketCloseStatus.InternalServerError, "", discardUnsent: true);
        }

        Close(WebSocketCloseStatus.NormalClosure, "", discardUnsent: false);
        await sending;
        await DrainAsync();
        _stream.IsEnding = true;
        await _closed.CancelAsync();
    }

    /// <summary>Ends the connection with a code: what is queued is sent first, unless it is to be discarded.</summary>
    public void Close(WebSocketCloseStatus status, string reason, bool discardUnsent)
    {
        lock (_gate)
        {
            if (_close is not null)
            {
                return;
            }

            _close = (status, reason);
        }

        if (discardUnsent)
        {
            _discard.Cancel();
        }

        _outbound.Complete();
        _ = AbortLaterAsync();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _closed.Dispose();
        _discard.Dispose();
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
        try
        {
            int count = 0;
            int parts = 0;
            while (true)
            {
                // One byte more than allowed is enough to know: a receive waits until it has filled what it is given.
                int end = Math.Min(buffer.Length, _limits.WebSocketMessageBytes + 1);
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(count..end), CancellationToken.None);
                count += part.Count;
                parts++;
                if (Refusal(part, count, parts) is { } refusal)
                {
                    Close(refusal.Status, refusal.Reason, discardUnsent: false);
                    return;
                }

                if (part.EndOfMessage)
                {
                    await BeginAsync(buffer.AsMemory(0, count));
                    (count, parts) = (0, 0);
                }
                else if (count == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Reads what still comes until the other side closes: a connection that is closed with unread data is reset, and the
    /// close code may be lost with it.
    /// </summary>
    private async Task DrainAsync()
    {
        byte[] ignored = ArrayPool<byte>.Shared.Rent(InitialBuffer);
        try
        {
            while (_socket.State == WebSocketState.CloseSent)
            {
                await _socket.ReceiveAsync(ignored.AsMemory(), CancellationToken.None);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ConnectionAbortedException or ObjectDisposedException)
        {
            // Gone, or cut off after its grace.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(ignored);
        }
    }

    /// <summary>The web server's limit on bodies ends where the connection is upgraded, so a message's size is checked here.</summary>
    private (WebSocketCloseStatus Status, string Reason)? Refusal(ValueWebSocketReceiveResult part, int count, int parts) =>
        part.MessageType == WebSocketMessageType.Close ? (WebSocketCloseStatus.NormalClosure, "")
        : part.MessageType == WebSocketMessageType.Binary ? (WebSocketCloseStatus.InvalidMessageType, "requests are text")
        : count > _limits.WebSocketMessageBytes ? (WebSocketCloseStatus.MessageTooBig, $"a message has at most {_limits.WebSocketMessageBytes} bytes")
        : parts > _limits.WebSocketMessageParts ? (WebSocketCloseStatus.PolicyViolation, $"a message comes in at most {_limits.WebSocketMessageParts} parts")
        : null;

    private static byte[] Grow(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private async ValueTask BeginAsync(ReadOnlyMemory<byte> message)
    {
        await _outbound.WaitForRoomAsync(_closed.Token);
        await _slots.WaitAsync();
        RpcExchange exchange = _dispatcher.Begin(message.Span, _caller);
        _ = AnswerAsync(exchange);
    }

    private async Task AnswerAsync(RpcExchange exchange)
    {
        try
        {
            if (await _dispatcher.CompleteAsync(exchange) is { } answer)
            {
                _outbound.Enqueue(answer);
            }

            exchange.OnAnswered();
            _slots.Release();
        }
#pragma warning disable CA1031 // nobody awaits this task, so whatever goes wrong is recorded here
        catch (Exception failure)
#pragma warning restore CA1031
        {
            RpcLog.ConnectionFailed(_log, failure, _caller.ConnectionId);
            Close(WebSocketCloseStatus.InternalServerError, "", discardUnsent: true);
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await _outbound.SendAllAsync(_discard.Token);
            (WebSocketCloseStatus status, string reason) = _close ?? (WebSocketCloseStatus.NormalClosure, "");
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                _stream.IsEnding = true;
                await _socket.CloseOutputAsync(status, reason, CancellationToken.None);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ConnectionAbortedException or InvalidOperationException)
        {
            // The other side has gone: there is nobody to tell.
            _stream.Abort();
        }
    }

    /// <summary>A caller that answers neither data nor close must not hold the connection.</summary>
    private async Task AbortLaterAsync()
    {
        await Task.Delay(_limits.CloseGrace, _time, CancellationToken.None);
        if (!_closed.IsCancellationRequested)
        {
            _stream.Abort();
        }
    }
}
