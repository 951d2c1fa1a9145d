using System.CommandLine;
using Rollup.Cli.Keys;
using Rollup.Cli.Output;
using Rollup.Protocol;
using Rollup.Wallet.Amounts;
using Rollup.Wallet.Keys;
using Rollup.Wallet.Payments;
using Rollup.Wallet.Rpc;
using Spectre.Console;

namespace Rollup.Cli.Commands.Wallet;

/// <summary><c>wallet send</c>: one payment, confirmed by a receipt that is checked.</summary>
internal static class SendCommand
{
    private static readonly Option<string> Key = WalletOptions.Key();
    private static readonly Option<string> Node = WalletOptions.Node();
    private static readonly Option<string> PassphraseFile = WalletOptions.PassphraseFile();
    private static readonly Option<string> To = new("--to") { Description = "Who receives.", HelpName = "ADDRESS", Required = true };
    private static readonly Option<string> Amount = new("--amount") { Description = "In token units, such as 1.25.", HelpName = "AMOUNT", Required = true };
    private static readonly Option<string> Token = new("--token") { Description = "Symbol of the token.", HelpName = "SYMBOL", DefaultValueFactory = _ => "ETH" };
    private static readonly Option<string> MemoText = new("--memo") { Description = "A text for the recipient; only its hash is signed and logged.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
    private static readonly Option<int> ValidSeconds = new("--valid-seconds") { Description = "How long the transfer may wait.", DefaultValueFactory = _ => (int)Payer.DefaultValidity.TotalSeconds };
    private static readonly Option<string> ReceiptFile = new("--receipt") { Description = "Append the receipt to this file, a line each.", HelpName = "FILE" };
    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask before signing." };

    public static Command Create()
    {
        Command command = new("send", "Send tokens to an address and check the receipt.") { Key, To, Amount, Token, MemoText, ValidSeconds, ReceiptFile, Yes, PassphraseFile, Node };
        command.WithExamples(
            "./rollup wallet send --key alice.json --to zp1… --amount 1.25 --token ETH",
            "./rollup wallet send --key alice.json --to zp1… --amount 10 --token USDC --yes --passphrase-file phrase.txt --receipt receipts.jsonl --json");
        return command.Does((result, terminal, cancellationToken) => WalletOptions.WithNodeAsync(
            result.GetValue(Node)!, client => SendAsync(result, client, terminal, cancellationToken), cancellationToken));
    }

    private static async Task<int> SendAsync(ParseResult result, RollupClient client, Terminal terminal, CancellationToken cancellationToken)
    {
        L2Address recipient = WalletOptions.ParseAddress(result.GetValue(To)!);
        NodeInfo info = await client.GetInfoAsync(cancellationToken);
        WalletOptions.Pin(info, terminal);
        TokenInfo token = WalletOptions.FindToken(await client.GetTokensAsync(cancellationToken), result.GetValue(Token)!);
        if (!TokenAmount.TryParse(result.GetValue(Amount)!, token.Decimals, out ulong amount, out string? expected))
        {
            throw new CommandFailedException(ExitCode.Usage, $"--amount {result.GetValue(Amount)}: {expected}");
        }

        WalletKey key = KeyFile.Open(result.GetValue(Key)!, result.GetValue(PassphraseFile), terminal);
        Payer payer = new(client, info.Chain, key, TimeProvider.System);
        TransferIntent intent = await PrepareAsync(payer, recipient, token, amount, result, cancellationToken);
        Confirm(intent, token, result.GetValue(Yes), terminal);

        SignedTransfer transfer = payer.Sign(intent);
        Receipt receipt = await payer.SendAsync(transfer, cancellationToken);
        Check(receipt, transfer, info);
        Store(receipt, result.GetValue(ReceiptFile));
        Show(receipt, intent, token, terminal);
        return ExitCode.Done;
    }

    private static async Task<TransferIntent> PrepareAsync(
        Payer payer, L2Address recipient, TokenInfo token, ulong amount, ParseResult result, CancellationToken cancellationToken)
    {
        try
        {
            return await payer.PrepareAsync(
                recipient, token, amount, Memo.Reference(result.GetValue(MemoText)!), TimeSpan.FromSeconds(result.GetValue(ValidSeconds)), cancellationToken);
        }
        catch (PaymentException error)
        {
            throw new CommandFailedException(ExitCode.Refused, $"{error.Message}; nothing was sent");
        }
        catch (ArgumentException error)
        {
            throw new CommandFailedException(ExitCode.Usage, error.Message);
        }
    }

    private static void Confirm(TransferIntent intent, TokenInfo token, bool yes, Terminal terminal)
    {
        terminal.Say($"send {TokenAmount.Format(intent.Amount, token.Decimals)} {token.Symbol} to {intent.Recipient}, fee {TokenAmount.Format(intent.Fee, token.Decimals)} {token.Symbol}");
        if (yes)
        {
            return;
        }

        if (Console.IsInputRedirected)
        {
            throw new CommandFailedException(ExitCode.Usage, "give --yes to send without being asked; nothing was sent");
        }

        if (!terminal.Messages.Confirm("Sign and send?", defaultValue: false))
        {
            throw new CommandFailedException(ExitCode.Refused, "nothing was sent");
        }
    }

    /// <summary>A receipt that does not hold what was sent is worth nothing, whoever signed it.</summary>
    private static void Check(Receipt receipt, SignedTransfer transfer, NodeInfo info)
    {
        if (receipt.Context != info.Chain || receipt.OperationId != transfer.Transfer.IdIn(info.Chain) || !receipt.Verify(info.SequencerKey))
        {
            throw new CommandFailedException(
                ExitCode.Refused, $"the node's receipt does not confirm operation {transfer.Transfer.IdIn(info.Chain)}: it may or may not have been accepted; look with: wallet history");
        }
    }

    private static void Store(Receipt receipt, string? path)
    {
        if (path is not null)
        {
            File.AppendAllText(path, System.Text.Encoding.UTF8.GetString(receipt.ToJson()) + "\n");
        }
    }

    private static void Show(Receipt receipt, TransferIntent intent, TokenInfo token, Terminal terminal) => terminal.Result(
        new
        {
            accepted = true,
            operationId = receipt.OperationId.ToString(),
            sequence = receipt.Sequence,
            amount = TokenAmount.Format(intent.Amount, token.Decimals),
            fee = TokenAmount.Format(intent.Fee, token.Decimals),
            token = token.Symbol,
            receipt = System.Text.Json.Nodes.JsonNode.Parse(receipt.ToJson()),
        },
        console => console.WriteLine($"accepted as event {receipt.Sequence}: operation {receipt.OperationId}; the receipt is signed by the sequencer's known key"));
}
