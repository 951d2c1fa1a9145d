using System.Net.WebSockets;

namespace Rollup.Sequencer.Rpc;

/// <summary>Close codes of ours, from the range that RFC 6455 leaves to applications.</summary>
public static class RpcCloseCode
{
    /// <summary>The caller took nothing while <see cref="RpcLimits.UnreadBytes"/> waited for it; it may connect again and go on from its last number.</summary>
    public const WebSocketCloseStatus SlowReader = (WebSocketCloseStatus)4008;
}
