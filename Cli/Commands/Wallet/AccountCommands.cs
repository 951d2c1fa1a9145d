using System.CommandLine;
using System.Text.Json;
using Rollup.Cli.Keys;
using Rollup.Cli.Output;
using Rollup.Protocol;
using Rollup.Wallet.Amounts;
using Rollup.Wallet.Keys;
using Rollup.Wallet.Rpc;
using Spectre.Console;

namespace Rollup.Cli.Commands.Wallet;

/// <summary><c>wallet balance</c> and <c>history</c>.</summary>
internal static class AccountCommands
{
    public static Command CreateBalance()
    {
        Option<string> key = WalletOptions.Key(), node = WalletOptions.Node(), address = Address();
        Command command = new("balance", "Show what an address holds: accepted, and sealed into a batch.") { key, address, node };
        command.WithExamples("./rollup wallet balance --key alice.json", "./rollup wallet balance --address zp1… --json");
        return command.Does((result, terminal, cancellationToken) => WalletOptions.WithNodeAsync(
            result.GetValue(node)!,
            async client =>
            {
                L2Address owner = AddressOf(result.GetValue(address), result.GetValue(key)!);
                IReadOnlyList<TokenInfo> tokens = await client.GetTokensAsync(cancellationToken);
                ShowBalance(owner, await client.GetAccountsAsync(owner, cancellationToken), tokens, terminal);
                return ExitCode.Done;
            },
            cancellationToken));
    }

    public static Command CreateHistory()
    {
        Option<string> key = WalletOptions.Key(), node = WalletOptions.Node(), address = Address();
        Option<int> limit = new("--limit") { Description = "Most operations shown.", DefaultValueFactory = _ => 50 };
        Command command = new("history", "List the operations that touched an address, newest first.") { key, address, node, limit };
        command.WithExamples("./rollup wallet history --key alice.json --limit 10");
        return command.Does((result, terminal, cancellationToken) => WalletOptions.WithNodeAsync(
            result.GetValue(node)!,
            async client =>
            {
                L2Address owner = AddressOf(result.GetValue(address), result.GetValue(key)!);
                List<OperationInfo> operations = [];
                await foreach (OperationInfo operation in client.GetHistoryAsync(owner, cancellationToken: cancellationToken))
                {
                    if (operations.Count == result.GetValue(limit))
                    {
                        break;
                    }

                    operations.Add(operation);
                }

                ShowHistory(owner, operations, await client.GetTokensAsync(cancellationToken), terminal);
                return ExitCode.Done;
            },
            cancellationToken));
    }

    private static void ShowBalance(L2Address owner, IReadOnlyList<AccountInfo> accounts, IReadOnlyList<TokenInfo> tokens, Terminal terminal)
    {
        var rows = accounts.Select(account =>
        {
            TokenInfo token = tokens.FirstOrDefault(t => t.Id == account.Token) ?? new(account.Token, $"token {account.Token}", 0);
            return new
            {
                token = token.Symbol,
                leaf = account.Leaf.Value,
                balance = TokenAmount.Format(account.Balance, token.Decimals),
                @sealed = TokenAmount.Format(account.SealedBalance, token.Decimals),
                nonce = account.Nonce,
            };
        }).ToList();
        terminal.Result(new { address = owner.ToString(), accounts = rows }, console =>
        {
            Table table = new Table().Border(TableBorder.None).AddColumns("token", "balance", "in batches", "leaf", "nonce");
            rows.ForEach(row => table.AddRow(row.token, row.balance, row.@sealed, $"{row.leaf}", $"{row.nonce}"));
            console.WriteLine(owner.ToString());
            console.Write(rows.Count > 0 ? table : new Text("holds nothing yet\n"));
        });
    }

    private static void ShowHistory(L2Address owner, IReadOnlyList<OperationInfo> operations, IReadOnlyList<TokenInfo> tokens, Terminal terminal)
    {
        var rows = operations.Select(operation => new
        {
            sequence = operation.Sequence,
            type = operation.Event.GetProperty("type").GetString(),
            token = SymbolOf(operation.Event, tokens, out int decimals),
            amount = operation.Event.TryGetProperty("amount", out JsonElement amount) ? TokenAmount.Format(ulong.Parse(amount.GetString()!), decimals) : "",
            direction = DirectionOf(operation.Event, owner),
            status = operation.Status,
            batch = operation.Batch?.Value,
        }).ToList();
        terminal.Result(new { address = owner.ToString(), operations = rows }, console =>
        {
            Table table = new Table().Border(TableBorder.None).AddColumns("event", "type", "", "amount", "token", "status", "batch");
            rows.ForEach(row => table.AddRow($"{row.sequence}", row.type ?? "", row.direction, row.amount, row.token, row.status, $"{row.batch}"));
            console.Write(rows.Count > 0 ? table : new Text("nothing happened yet\n"));
        });
    }

    private static string SymbolOf(JsonElement @event, IReadOnlyList<TokenInfo> tokens, out int decimals)
    {
        TokenInfo? token = tokens.FirstOrDefault(t => t.Id.Value == @event.GetProperty("token").GetUInt32());
        decimals = token?.Decimals ?? 0;
        return token?.Symbol ?? "?";
    }

    private static string DirectionOf(JsonElement @event, L2Address owner) =>
        @event.TryGetProperty("senderAddress", out JsonElement sender) && sender.GetString() == owner.ToString() ? "out" : "in";

    private static Option<string> Address() => new("--address") { Description = "Any address, instead of the key file's.", HelpName = "ADDRESS" };

    private static L2Address AddressOf(string? address, string keyPath) =>
        address is null ? WalletKey.AddressOf(KeyFile.Read(keyPath)) : WalletOptions.ParseAddress(address);
}
