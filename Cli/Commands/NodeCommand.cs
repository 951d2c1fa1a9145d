using System.CommandLine;
using Microsoft.Extensions.Logging;
using Rollup.Cli.Configuration;
using Rollup.Cli.Keys;
using Rollup.Cli.Node;
using Rollup.Cli.Output;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Sequencer;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Node;
using Rollup.Sequencer.Receipts;
using Rollup.Wallet.Keys;
using Spectre.Console;

namespace Rollup.Cli.Commands;

/// <summary><c>rollup node</c>: a sequencer on the embedded log, until it is told to stop.</summary>
public static class NodeCommand
{
    public static Command Create()
    {
        SettingOptions options = new(NodeSettings.Catalog);
        Command node = new("node", "Run a node: take operations over JSON-RPC, order them into the log, answer with receipts, seal batches.");
        options.AddTo(node);
        node.WithExamples(
            "./rollup node --dev",
            "./rollup node --dev --data my-data --rpc-listen 127.0.0.1:9000 --batch-seconds 1",
            "ROLLUP_PASSPHRASE=… ./rollup node --sequencer-key sequencer.json --chain-id 1 --chain-contract 0x…");
        return node.Does((result, terminal, cancellationToken) => RunAsync(options.Load(result), terminal, cancellationToken));
    }

    private static async Task<int> RunAsync(Settings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        WalletKey key = OpenKey(settings, terminal);
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddRollupConsole(
            terminal: !Console.IsErrorRedirected, TimeProvider.System, Enum.Parse<LogLevel>(settings.Get(NodeSettings.LogLevel), ignoreCase: true)));
        using IDisposable? traces = settings.Find(NodeSettings.TracesEndpoint, out string? endpoint)
            ? RollupTraces.Export(new Uri(endpoint!), "rollup-node", Versions.Program)
            : null;
        await using SequencerNode node = await StartAsync(NodeConfiguration.Build(settings, key), key, loggers, cancellationToken);
        Announce(node, settings, key, terminal);

        Task stop = Task.Delay(Timeout.Infinite, cancellationToken);
        if (await Task.WhenAny(node.Halted, stop) == node.Halted)
        {
            SequencerHaltException halt = await node.Halted;
            throw new CommandFailedException(halt.ExitCode, $"stopped: {halt.Message}");
        }

        terminal.Say("stopping: what was acknowledged is in the log");
        return ExitCode.Done;
    }

    private static WalletKey OpenKey(Settings settings, Terminal terminal)
    {
        bool development = settings.Get(NodeSettings.Dev);
        if (development && !NodeConfiguration.ChainOf(settings).IsDevelopment)
        {
            throw new CommandFailedException(
                ExitCode.Configuration, $"dev needs the development chain {ChainContext.DevelopmentChainId}; chain.id is {settings.Get(NodeSettings.ChainId)}");
        }

        if (settings.Find(NodeSettings.Key, out string? path))
        {
            return KeyFile.Open(path!, settings.Find(NodeSettings.PassphraseFile, out string? file) ? file : null, terminal);
        }

        return development
            ? new WalletKey(DevelopmentKeys.Sequencer, EthereumAddress.Zero)
            : throw new CommandFailedException(
                ExitCode.Configuration, $"a key is needed: give {NodeSettings.Key.Flag} FILE (made by: rollup wallet new), or {NodeSettings.Dev.Flag} for development");
    }

    private static async Task<SequencerNode> StartAsync(
        NodeOptions options, WalletKey key, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            return await SequencerNode.StartAsync(options, new LocalReceiptSigner(key.Secret), loggers, cancellationToken: cancellationToken);
        }
        catch (SequencerHaltException error)
        {
            throw new CommandFailedException(error.ExitCode, error.Message);
        }
        catch (ServerAddressException error)
        {
            throw new CommandFailedException(ExitCode.Unavailable, error.Message);
        }
        catch (EventLogException error)
        {
            throw new CommandFailedException(error is EventLogInUseException or EventLogUnavailableException ? ExitCode.Unavailable : ExitCode.DataError, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.InputOutput, error.Message);
        }
    }

    private static void Announce(SequencerNode node, Settings settings, WalletKey key, Terminal terminal)
    {
        var facts = new
        {
            ready = true,
            rpc = node.RpcAddress,
            data = Path.GetFullPath(settings.Get(NodeSettings.Data)),
            chainId = settings.Get(NodeSettings.ChainId),
            sequencerKey = key.Secret.PublicKey.ToString(),
        };
        terminal.Result(facts, console =>
        {
            console.WriteLine($"ready at {facts.rpc} (HTTP and WebSocket), chain {facts.chainId}, data in {facts.data}");
            console.WriteLine($"receipts are signed by {facts.sequencerKey}");
        });
    }
}
