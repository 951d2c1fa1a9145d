using Microsoft.Extensions.Logging;

namespace Rollup.Sequencer.Rpc;

/// <summary>The subscriptions of one connection.</summary>
internal sealed class SubscriptionSet(int limit, IOutbound outbound, RpcMetrics metrics, ILogger log, CancellationToken connectionClosed)
{
    private readonly Dictionary<ulong, Subscription?> _open = [];
    private ulong _lastId;

    public async ValueTask<RpcReply<Subscription>> OpenAsync(SubscriptionKind kind, RpcContext context, FieldValues parameters, ulong? from)
    {
        if (Reserve() is not { } id)
        {
            return RpcError.LimitExceeded("subscriptions", limit, $"A connection has at most {limit} subscriptions.");
        }

        // The subscription outlives the call, so it hangs on the connection and not on the call's own token.
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(connectionClosed);
        RpcReply<ISubscriptionFeed> feed;
        try
        {
            feed = await kind.OpenAsync(new SubscriptionRequest(context, parameters, from, cancellation.Token));
        }
        catch
        {
            Forget(id, cancellation);
            throw;
        }

        if (feed.Error is { } error)
        {
            Forget(id, cancellation);
            return error;
        }

        var subscription = new Subscription(id, feed.Value, outbound, cancellation, OnEnded, context, log);
        lock (_open)
        {
            _open[id] = subscription;
        }

        metrics.SubscriptionOpened();
        return subscription;
    }

    /// <returns>True if it was open, false if it had ended, not-found if it never was.</returns>
    public RpcReply<bool> Close(ulong id)
    {
        Subscription? subscription;
        lock (_open)
        {
            if (id > _lastId)
            {
                return RpcError.NotFound("This connection never had such a subscription.");
            }

            if (!_open.TryGetValue(id, out subscription) || subscription is null)
            {
                return false;
            }

            _open.Remove(id);
        }

        metrics.SubscriptionClosed();
        subscription.Cancel();
        return true;
    }

    private ulong? Reserve()
    {
        lock (_open)
        {
            if (_open.Count >= limit)
            {
                return null;
            }

            _open.Add(++_lastId, null);
            return _lastId;
        }
    }

    private void Forget(ulong id, CancellationTokenSource cancellation)
    {
        cancellation.Dispose();
        lock (_open)
        {
            _open.Remove(id);
        }
    }

    private void OnEnded(Subscription subscription)
    {
        bool wasOpen;
        lock (_open)
        {
            wasOpen = _open.Remove(subscription.Id);
        }

        if (wasOpen)
        {
            metrics.SubscriptionClosed();
        }
    }
}
