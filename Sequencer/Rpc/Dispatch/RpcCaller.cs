using System.Net;

namespace Rollup.Sequencer.Rpc;

/// <summary>The connection that a message came by.</summary>
/// <param name="IsAdmin">The message came by the admin port.</param>
/// <param name="Subscriptions">Null over HTTP POST.</param>
/// <param name="RequestId">The caller's own request id, where it sent one.</param>
internal sealed record RpcCaller(
    string ConnectionId, IPAddress Address, bool IsAdmin, SubscriptionSet? Subscriptions, string? RequestId, CancellationToken Closed);
