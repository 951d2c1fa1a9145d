using System.CommandLine;
using System.CommandLine.Help;
using Rollup.Cli.Bench;
using Rollup.Cli.Commands;
using Rollup.Cli.Commands.Wallet;
using Rollup.Cli.Output;

namespace Rollup.Cli;

/// <summary>The <c>rollup</c> command and everything below it.</summary>
public static class RollupCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (string message in parsed.Errors.Select(error => error.Message))
            {
                Console.Error.WriteLine($"rollup: {message}");
            }

            Console.Error.WriteLine($"rollup: try {CommandLineOf(parsed.CommandResult.Command)} --help");
            return ExitCode.Usage;
        }

        // Commands listen to signals themselves (Interruption): a node takes longer to stop than the parser would wait.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    public static RootCommand Create()
    {
        RootCommand root = new("A zero-knowledge rollup for peer-to-peer payments.")
        {
            CommandBuilder.JsonOption,
            DemoCommand.Create(),
            NodeCommand.Create(),
            WalletCommand.Create(),
            AuditCommand.Create(),
            ConfigCommand.Create(),
            AirsCommand.Create(),
            CircuitsCommand.Create(),
            ContractsCommand.Create(),
            BenchCommand.Create(),
        };

        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static string CommandLineOf(Command command)
    {
        string parents = command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? CommandLineOf(parent) + " " : "./";
        return parents + command.Name;
    }
}
