using System.CommandLine;

namespace Rollup.Cli.Commands.Wallet;

/// <summary><c>rollup wallet</c>.</summary>
public static class WalletCommand
{
    public static Command Create() => new("wallet", "Keys, balances and payments.")
    {
        KeyCommands.CreateNew(),
        KeyCommands.CreateImport(),
        KeyCommands.CreateAddress(),
        AccountCommands.CreateBalance(),
        SendCommand.Create(),
        AccountCommands.CreateHistory(),
        ReceiptCommand.Create(),
    };
}
