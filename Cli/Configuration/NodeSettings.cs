using System.Net;
using Microsoft.Extensions.Logging;
using Rollup.Protocol;
using Rollup.Sequencer;
using Rollup.Sequencer.Fees;
using Rollup.Sequencer.Rpc;

namespace Rollup.Cli.Configuration;

/// <summary>Every setting of <c>rollup node</c>.</summary>
public static class NodeSettings
{
    private static readonly RpcLimits DefaultLimits = new();

    public static Setting<string> Data { get; } = new("data", "rollup-data", Parsers.Text, "Directory of the event log, snapshots and the high-water mark.");

    public static Setting<string> Mark { get; } = new("mark", null, Parsers.Text, "File of the signing high-water mark, best kept apart from the data and its backups; by default in the data directory.");

    public static Setting<bool> Dev { get; } = new("dev", "false", Parsers.Switch, "Development: the well-known sequencer key, a faucet, and withdrawals. Chain 31337 only.");

    public static Setting<long> ChainId { get; } = new("chain.id", "31337", Parsers.Integer(1, (long)ProtocolLimits.MaxChainId), "L1 chain id; 31337 is the development chain.");

    public static Setting<EthereumAddress> Contract { get; } = new("chain.contract", EthereumAddress.Zero.ToString(), Parsers.Ethereum, "The rollup's contract on L1.");

    public static Setting<string> Key { get; } = new("sequencer.key", null, Parsers.Text, "Key file of the receipt signer (made by: rollup wallet new).");

    public static Setting<string> PassphraseFile { get; } = new("sequencer.passphraseFile", null, Parsers.Text, "File with the key file's pass phrase; else ROLLUP_PASSPHRASE, else asked for.");

    public static Setting<long> KeyId { get; } = new("sequencer.keyId", "1", Parsers.Integer(0, uint.MaxValue), "Which of the published sequencer keys signs.");

    public static Setting<L2Address> FeeCollector { get; } = new("sequencer.feeCollector", null, Parsers.Address, "Who receives the fees; by default the signer's own address.");

    public static Setting<IReadOnlyList<TokenListing>> Tokens { get; } = new(
        "tokens", "0:ETH:9:1000:3000:2000,1:USDC:6:1000:3000:2000", Parsers.Tokens,
        "Tokens as id:symbol:decimals:transferFee:openingFee:withdrawalFee, fees in L2 units.");

    public static Setting<TimeSpan> BatchSeconds { get; } = new("batch.seconds", "2", Parsers.Seconds(0.01, 3600), "Age at which an open batch is sealed.");

    public static Setting<long> BatchOperations { get; } = new("batch.operations", "4096", Parsers.Integer(16, 4096), "Most operations of a batch: 16, 256, 2048 or 4096.");

    public static Setting<long> QueueCapacity { get; } = new("queue.capacity", "1024", Parsers.Integer(64, 1_000_000), "Most operations that wait; more are told to come back.");

    public static Setting<long> SnapshotEvents { get; } = new("snapshot.events", "100000", Parsers.Integer(1, long.MaxValue), "A snapshot is taken after so many events.");

    public static Setting<IPEndPoint> RpcListen { get; } = new("rpc.listen", "127.0.0.1:8745", Parsers.Endpoint, "Where JSON-RPC, WebSocket, health and metrics are served.");

    public static Setting<string> Certificate { get; } = new("rpc.certificate", null, Parsers.Text, "PEM file with certificate and private key, for TLS on the RPC port; else plain HTTP.");

    public static Setting<IReadOnlyList<string>> AllowedHosts { get; } = new("rpc.allowedHosts", "localhost,127.0.0.1,[::1]", Parsers.List, "Names by which clients reach the node; * for any.");

    public static Setting<IReadOnlyList<string>> AllowedOrigins { get; } = new("rpc.allowedOrigins", "", Parsers.List, "Origins whose pages may call from a browser; * for any.");

    public static Setting<IReadOnlyList<IPAddress>> TrustedProxies { get; } = new("rpc.trustedProxies", "", Parsers.Addresses, "Reverse proxies whose X-Forwarded-For is believed.");

    public static Setting<long> BodyBytes { get; } = new("rpc.bodyBytes", $"{DefaultLimits.BodyBytes}", Parsers.Integer(1024, 64 << 20), "Largest HTTP body.");

    public static Setting<long> BatchCalls { get; } = new("rpc.batchCalls", $"{DefaultLimits.BatchCalls}", Parsers.Integer(1, 100_000), "Most calls of one JSON-RPC batch.");

    public static Setting<long> CallsPerSecond { get; } = new("rpc.callsPerSecond", $"{DefaultLimits.CallsPerSecond}", Parsers.Integer(1, 10_000_000), "Sustained calls of one address.");

    public static Setting<long> CallBurst { get; } = new("rpc.callBurst", $"{DefaultLimits.CallBurst}", Parsers.Integer(1, 10_000_000), "Calls of one address at once after a pause.");

    public static Setting<long> Connections { get; } = new("rpc.connections", $"{DefaultLimits.Connections}", Parsers.Integer(1, 100_000), "Most connections.");

    public static Setting<long> ConnectionsPerAddress { get; } = new("rpc.connectionsPerAddress", $"{DefaultLimits.ConnectionsPerAddress}", Parsers.Integer(1, 100_000), "Most connections of one address.");

    public static Setting<long> SubscriptionsPerConnection { get; } = new("rpc.subscriptionsPerConnection", $"{DefaultLimits.SubscriptionsPerConnection}", Parsers.Integer(1, 10_000), "Most subscriptions of one WebSocket.");

    public static Setting<long> WebSocketMessageBytes { get; } = new("rpc.webSocketMessageBytes", $"{DefaultLimits.WebSocketMessageBytes}", Parsers.Integer(1024, 64 << 20), "Largest WebSocket message.");

    public static Setting<TimeSpan> CallSeconds { get; } = new("rpc.callSeconds", "20", Parsers.Seconds(0.01, 3600), "Longest that one call may take.");

    public static Setting<string> LogLevel { get; } = new("log.level", "information", Parsers.OneOf("trace", "debug", "information", "warning", "error", "critical"), "Least severe line that is logged.");

    public static Setting<string> TracesEndpoint { get; } = new("traces.endpoint", null, Parsers.HttpAddress, "OTLP collector for traces, such as http://localhost:4317.");

    public static IReadOnlyList<Setting> Catalog { get; } =
    [
        Data, Mark, Dev, ChainId, Contract, Key, PassphraseFile, KeyId, FeeCollector, Tokens, BatchSeconds, BatchOperations, QueueCapacity,
        SnapshotEvents, RpcListen, Certificate, AllowedHosts, AllowedOrigins, TrustedProxies, BodyBytes, BatchCalls, CallsPerSecond, CallBurst, Connections,
        ConnectionsPerAddress, SubscriptionsPerConnection, WebSocketMessageBytes, CallSeconds, LogLevel, TracesEndpoint,
    ];
}
