using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Rollup.Sequencer.Rpc;

/// <summary>Counts connections, all and by address, HTTP and WebSocket alike, and closes those beyond the limits at once.</summary>
internal sealed class ConnectionGate(RpcLimits limits, IReadOnlySet<IPAddress> trustedProxies, RpcMetrics metrics)
{
    private readonly ConcurrentDictionary<AddressKey, int> _byAddress = new();
    private int _count;

    /// <summary>Wraps every connection of a listener.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        IPAddress address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (Enter(address) is { } limit)
        {
            metrics.ConnectionRefused(limit);
            connection.Abort(new ConnectionAbortedException($"more connections than {limit} allows"));
            return;
        }

        metrics.ConnectionOpened();
        try
        {
            await next(connection);
        }
        finally
        {
            metrics.ConnectionClosed();
            Leave(address);
        }
    }

    /// <returns>Null, or the name of the limit that is reached.</returns>
    private string? Enter(IPAddress address)
    {
        if (Interlocked.Increment(ref _count) > limits.Connections)
        {
            Interlocked.Decrement(ref _count);
            return "connections";
        }

        // Everyone behind a proxy has its address.
        int ofAddress = _byAddress.AddOrUpdate(AddressKey.Of(address), 1, (_, count) => count + 1);
        if (ofAddress > limits.ConnectionsPerAddress && !trustedProxies.Contains(address))
        {
            Leave(address);
            return "connections_per_address";
        }

        return null;
    }

    private void Leave(IPAddress address)
    {
        Interlocked.Decrement(ref _count);
        AddressKey key = AddressKey.Of(address);
        int left = _byAddress.AddOrUpdate(key, 0, (_, count) => count - 1);
        if (left == 0)
        {
            // Only if nobody has come meanwhile.
            _byAddress.TryRemove(new KeyValuePair<AddressKey, int>(key, 0));
        }
    }
}
