using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rollup.Sequencer.Rpc;

/// <summary>Calls by WebSocket: takes connections in and says goodbye to them when the server stops.</summary>
internal sealed class WebSocketEndpoint(RpcDispatcher dispatcher, RpcLimits limits, RpcMetrics metrics, TimeProvider time, ILogger log)
{
    private readonly ConcurrentDictionary<WebSocketConnection, Task> _open = new();
    private volatile bool _isClosing;

    public async Task HandleAsync(HttpContext context, RpcCaller caller)
    {
        if (await WebSocketHandshake.AcceptAsync(context) is not { } stream)
        {
            return;
        }

        using var connection = new WebSocketConnection(stream, caller, dispatcher, limits, metrics, time, log);
        Task run = connection.RunAsync();
        _open[connection] = run;
        if (_isClosing)
        {
            SayGoodbye(connection);
        }

        try
        {
            await run;
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    /// <summary>Sends what is queued and a close frame to everyone, and returns when all have gone or their grace is over.</summary>
    public Task CloseAllAsync()
    {
        _isClosing = true;
        foreach (WebSocketConnection connection in _open.Keys)
        {
            SayGoodbye(connection);
        }

        return Task.WhenAll(_open.Values);
    }

    private static void SayGoodbye(WebSocketConnection connection) =>
        connection.Close(WebSocketCloseStatus.EndpointUnavailable, "the server is stopping", discardUnsent: false);
}
