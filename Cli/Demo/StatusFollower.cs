using System.Text.Json;
using Rollup.Protocol;
using Rollup.Wallet.Rpc;

namespace Rollup.Cli.Demo;

/// <summary>Follows one address over WebSocket, and picks up after the last number it saw when the node dies.</summary>
internal sealed class StatusFollower(L2Address address)
{
    private readonly List<ulong> _accepted = [];
    private ulong _last;
    private bool _sawAny;

    /// <summary>Numbers of the operations announced as accepted, as they came.</summary>
    public IReadOnlyList<ulong> Accepted => _accepted;

    /// <summary>Operations announced as sealed.</summary>
    public int Sealed { get; private set; }

    /// <summary>Follows until the connection ends or <paramref name="cancellationToken"/> is cancelled.</summary>
    public async Task FollowAsync(DemoNode node, CancellationToken cancellationToken)
    {
        try
        {
            await using RollupClient client = await node.ConnectAsync(cancellationToken);
            await foreach (SubscriptionItem item in client.FollowAddressAsync(address, _sawAny ? (long)_last + 1 : 0, cancellationToken))
            {
                Note(item);
            }
        }
        catch (Exception error) when (error is RpcConnectionException or OperationCanceledException)
        {
            // The node died, or the demo has seen enough: the next call goes on after the last number.
        }
    }

    private void Note(SubscriptionItem item)
    {
        (_last, _sawAny) = (item.Sequence, true);
        if (item.Result.TryGetProperty("operations", out JsonElement operations))
        {
            Sealed += operations.GetArrayLength();
        }
        else
        {
            _accepted.Add(item.Sequence);
        }
    }
}
