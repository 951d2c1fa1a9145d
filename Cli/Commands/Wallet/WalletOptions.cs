using System.CommandLine;
using Rollup.Cli.Output;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Wallet.Keys;
using Rollup.Wallet.Rpc;

namespace Rollup.Cli.Commands.Wallet;

/// <summary>Options that the wallet's commands share.</summary>
internal static class WalletOptions
{
    private const string KeyVariable = "ROLLUP_WALLET_KEY";
    private const string NodeVariable = "ROLLUP_WALLET_NODE";
    private const string DefaultNode = "http://127.0.0.1:8745";

    private static string Home { get; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".rollup");

    public static Option<string> Key() => new("--key")
    {
        Description = $"Key file. [default: ~/.rollup/wallet.json] [{KeyVariable}]",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(KeyVariable) ?? Path.Combine(Home, "wallet.json"),
    };

    public static Option<string> PassphraseFile() => new("--passphrase-file")
    {
        Description = "File with the pass phrase; else ROLLUP_PASSPHRASE, else asked for.",
        HelpName = "FILE",
    };

    public static Option<string> Node() => new("--node")
    {
        Description = $"Address of a node. [default: {DefaultNode}] [{NodeVariable}]",
        HelpName = "URL",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(NodeVariable) ?? DefaultNode,
    };

    public static Uri ParseNode(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? node) && node.Scheme is "http" or "https" or "ws" or "wss"
            ? node
            : throw new CommandFailedException(ExitCode.Usage, $"'{text}' is not a node's address such as {DefaultNode}");

    /// <summary>Runs <paramref name="use"/> with a node; what goes wrong on the way becomes a message and an exit code.</summary>
    public static async Task<T> WithNodeAsync<T>(string address, Func<RollupClient, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            await using RollupClient node = await RollupClient.ConnectAsync(ParseNode(address), cancellationToken);
            return await use(node);
        }
        catch (RpcConnectionException error)
        {
            throw new CommandFailedException(ExitCode.Unavailable, error.Message);
        }
        catch (RpcException error)
        {
            string expected = error.Expected is { } text ? $" (expected {text})" : "";
            throw new CommandFailedException(ExitCode.Refused, $"refused{(error.Reason is { } reason ? $", {reason}" : "")}: {error.Message}{expected}");
        }
    }

    /// <summary>Requires that the node's receipt key is the one known for it, or keeps it when there is none.</summary>
    public static void Pin(NodeInfo info, Terminal terminal)
    {
        KnownSequencers known = new(Path.Combine(Home, "known-sequencers.json"));
        if (!known.TryAccept(info.Chain, info.KeyId, info.SequencerKey, out bool isNew))
        {
            throw new CommandFailedException(
                ExitCode.Refused, $"the node's receipt key {info.SequencerKey} is not the one known for this chain and contract (~/.rollup/known-sequencers.json)");
        }

        if (isNew)
        {
            terminal.Say($"first use of this sequencer: its receipt key is kept from now on, {info.SequencerKey}");
        }
    }

    public static TokenInfo FindToken(IReadOnlyList<TokenInfo> tokens, string symbol) =>
        tokens.FirstOrDefault(token => string.Equals(token.Symbol, symbol, StringComparison.OrdinalIgnoreCase))
        ?? throw new CommandFailedException(ExitCode.Usage, $"the node knows no token '{symbol}', only {string.Join(", ", tokens.Select(token => token.Symbol))}");

    public static L2Address ParseAddress(string text) =>
        L2Address.TryParse(text, out L2Address address)
            ? address
            : throw new CommandFailedException(ExitCode.Usage, $"'{text}' is not an address: expected zp1… with a checksum that fits (a mistyped letter breaks it)");

    public static PublicKey ParsePublicKey(string text) =>
        PublicKey.TryParse(text, out PublicKey? key, out EncodingFault fault)
            ? key
            : throw new CommandFailedException(ExitCode.Usage, $"'{text}' is not a public key: {fault.Describe()}");
}
