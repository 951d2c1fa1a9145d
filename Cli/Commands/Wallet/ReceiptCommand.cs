using System.CommandLine;
using Rollup.Cli.Output;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Wallet.Rpc;
using Spectre.Console;

namespace Rollup.Cli.Commands.Wallet;

/// <summary><c>wallet verify-receipt</c>: whether a sequencer signed what a receipt says.</summary>
internal static class ReceiptCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "Receipts: one JSON object, an array, or one per line." };
        Option<string> key = new("--sequencer-key") { Description = "The sequencer's public key; else the node's is asked for.", HelpName = "KEY" };
        Option<string> node = WalletOptions.Node();
        Command command = new("verify-receipt", "Check the signatures of receipts; needs no node when the key is given.") { file, key, node };
        command.WithExamples("./rollup wallet verify-receipt receipts.jsonl --sequencer-key 0x…");
        return command.Does(async (result, terminal, cancellationToken) =>
        {
            IReadOnlyList<Receipt> receipts = Read(result.GetValue(file)!);
            PublicKey sequencer = result.GetValue(key) is { } text
                ? WalletOptions.ParsePublicKey(text)
                : await WalletOptions.WithNodeAsync(result.GetValue(node)!, client => KeyOfAsync(client, terminal, cancellationToken), cancellationToken);
            return Report(receipts, sequencer, terminal);
        });
    }

    private static async Task<PublicKey> KeyOfAsync(RollupClient client, Terminal terminal, CancellationToken cancellationToken)
    {
        NodeInfo info = await client.GetInfoAsync(cancellationToken);
        WalletOptions.Pin(info, terminal);
        return info.SequencerKey;
    }

    private static IReadOnlyList<Receipt> Read(string path)
    {
        try
        {
            return Auditor.Receipts.ReceiptFile.Read(path);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.DataError, $"{path}: {error.Message}");
        }
    }

    private static int Report(IReadOnlyList<Receipt> receipts, PublicKey sequencer, Terminal terminal)
    {
        var rows = receipts.Select(receipt => new
        {
            sequence = receipt.Sequence,
            operationId = receipt.OperationId.ToString(),
            chainId = receipt.Context.ChainId,
            acceptedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)receipt.AcceptedAt.UnixMilliseconds),
            valid = receipt.Verify(sequencer),
        }).ToList();
        terminal.Result(new { receipts = rows }, console => rows.ForEach(row => console.WriteLine(
            $"event {row.sequence}, operation {row.operationId}, accepted {row.acceptedAt:u}: {(row.valid ? "valid" : "NOT SIGNED by this key")}")));
        return rows.Count > 0 && rows.TrueForAll(row => row.valid) ? ExitCode.Done : ExitCode.Refused;
    }
}
