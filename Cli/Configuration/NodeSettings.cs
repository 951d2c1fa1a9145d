using System.Net;

namespace Rollup.Cli.Configuration;

/// <summary>Every setting of <c>rollup node</c>.</summary>
public static class NodeSettings
{
    public static Setting<string> Data { get; } = new("data", "rollup-data", Parsers.Text, "Directory of the event log, snapshots and marks.");

    public static Setting<long> ChainId { get; } = new("chain.id", "31337", Parsers.Integer(1, long.MaxValue), "L1 chain id; 31337 is the development chain.");

    public static Setting<IPEndPoint> RpcListen { get; } = new("rpc.listen", "127.0.0.1:7645", Parsers.Endpoint, "Where JSON-RPC, WebSocket, health and metrics are served.");

    public static Setting<TimeSpan> BatchSeconds { get; } = new("batch.seconds", "2", Parsers.Seconds(0.05, 3600), "Oldest age at which an open batch is sealed.");

    public static IReadOnlyList<Setting> Catalog { get; } = [Data, ChainId, RpcListen, BatchSeconds];
}
