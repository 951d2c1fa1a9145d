using System.Net;

namespace Rollup.Sequencer.Rpc;

/// <summary>Who calls, and for how long the answer is wanted.</summary>
public sealed class RpcContext
{
    private readonly CancellationToken _connectionClosed;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _cancellation;
    private bool _isCancelled;

    internal RpcContext(string requestId, IPAddress remoteAddress, SubscriptionSet? subscriptions, CancellationToken connectionClosed)
    {
        (RequestId, RemoteAddress, Subscriptions, _connectionClosed) = (requestId, remoteAddress, subscriptions, connectionClosed);
    }

    /// <summary>Goes through logs and traces of every part that works on the call.</summary>
    public string RequestId { get; }

    public IPAddress RemoteAddress { get; }

    /// <summary>Those of the WebSocket connection that the call came by; null over HTTP POST.</summary>
    internal SubscriptionSet? Subscriptions { get; }

    /// <summary>
    /// Cancelled when the caller has gone or the call's time is up. A write that may have begun must not be stopped by
    /// it: the caller would not learn what happened.
    /// </summary>
    /// <remarks>Made when first asked for: most calls are answered without it.</remarks>
    public CancellationToken CancellationToken
    {
        get
        {
            lock (_gate)
            {
                _cancellation ??= CancellationTokenSource.CreateLinkedTokenSource(_connectionClosed);
                if (_isCancelled)
                {
                    _cancellation.Cancel();
                }

                return _cancellation.Token;
            }
        }
    }

    internal bool IsConnectionClosed => _connectionClosed.IsCancellationRequested;

    internal void Cancel()
    {
        lock (_gate)
        {
            _isCancelled = true;
            _cancellation?.Cancel();
        }
    }

    internal void Dispose()
    {
        lock (_gate)
        {
            _cancellation?.Dispose();
        }
    }
}
