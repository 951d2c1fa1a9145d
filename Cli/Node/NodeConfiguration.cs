using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rollup.Cli.Configuration;
using Rollup.Cli.Output;
using Rollup.Protocol;
using Rollup.Sequencer;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Node;
using Rollup.Sequencer.Rpc;
using Rollup.Wallet.Keys;

namespace Rollup.Cli.Node;

/// <summary>Turns settings into what a node is started with.</summary>
public static class NodeConfiguration
{
    public static ChainContext ChainOf(Settings settings) =>
        new((ulong)settings.Get(NodeSettings.ChainId), settings.Get(NodeSettings.Contract));

    /// <summary>The options of a node whose receipts <paramref name="key"/> signs.</summary>
    public static NodeOptions Build(Settings settings, WalletKey key) => new()
    {
        DataDirectory = settings.Get(NodeSettings.Data),
        MarkPath = settings.Find(NodeSettings.Mark, out string? mark) ? mark : null,
        Sequencer = new SequencerOptions
        {
            Context = ChainOf(settings),
            FeeCollector = settings.Find(NodeSettings.FeeCollector, out L2Address collector) ? collector : key.Address,
            Tokens = settings.Get(NodeSettings.Tokens),
            KeyId = (uint)settings.Get(NodeSettings.KeyId),
            BatchOperations = (int)settings.Get(NodeSettings.BatchOperations),
            BatchAge = settings.Get(NodeSettings.BatchSeconds),
            QueueCapacity = (int)settings.Get(NodeSettings.QueueCapacity),
            SnapshotEveryEvents = settings.Get(NodeSettings.SnapshotEvents),
            Faucet = settings.Get(NodeSettings.Dev),
            Withdrawals = settings.Get(NodeSettings.Dev),
        },
        Http = new HttpServerOptions
        {
            Public = settings.Get(NodeSettings.RpcListen),
            Admin = null, // there are no admin methods
            Certificate = settings.Find(NodeSettings.Certificate, out string? pem) ? ReadCertificate(pem!) : null,
            Rpc = new RpcOptions
            {
                AllowedHosts = settings.Get(NodeSettings.AllowedHosts),
                AllowedOrigins = settings.Get(NodeSettings.AllowedOrigins),
                TrustedProxies = settings.Get(NodeSettings.TrustedProxies),
                Limits = LimitsOf(settings),
            },
        },
    };

    private static X509Certificate2 ReadCertificate(string path)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(path);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Configuration, $"{NodeSettings.Certificate.Key}: {path} holds no certificate with its private key: {error.Message}");
        }
    }

    private static RpcLimits LimitsOf(Settings settings) => new()
    {
        BodyBytes = (int)settings.Get(NodeSettings.BodyBytes),
        BatchCalls = (int)settings.Get(NodeSettings.BatchCalls),
        CallsPerSecond = (int)settings.Get(NodeSettings.CallsPerSecond),
        CallBurst = (int)settings.Get(NodeSettings.CallBurst),
        Connections = (int)settings.Get(NodeSettings.Connections),
        ConnectionsPerAddress = (int)settings.Get(NodeSettings.ConnectionsPerAddress),
        SubscriptionsPerConnection = (int)settings.Get(NodeSettings.SubscriptionsPerConnection),
        WebSocketMessageBytes = (int)settings.Get(NodeSettings.WebSocketMessageBytes),
        CallTimeout = settings.Get(NodeSettings.CallSeconds),
    };
}
