using System.CommandLine;
using Rollup.Cli.Output;

namespace Rollup.Cli.Commands;

/// <summary>What every command shares: the <c>--json</c> option, examples in its help, and exit codes for failures.</summary>
public static class CommandBuilder
{
    public static Option<bool> JsonOption { get; } = new("--json")
    {
        Description = "Print one JSON document on standard output; messages go to standard error.",
        Recursive = true,
    };

    private static readonly Dictionary<Command, string[]> Examples = [];

    /// <summary>Adds lines that the command's <c>--help</c> shows under "Examples".</summary>
    public static TCommand WithExamples<TCommand>(this TCommand command, params string[] examples)
        where TCommand : Command
    {
        Examples[command] = examples;
        return command;
    }

    public static IReadOnlyList<string> ExamplesOf(Command command) => Examples.GetValueOrDefault(command, []);

    /// <summary>Runs <paramref name="action"/> with a terminal; its result is the exit code.</summary>
    public static TCommand Does<TCommand>(
        this TCommand command, Func<ParseResult, Terminal, CancellationToken, Task<int>> action)
        where TCommand : Command
    {
        command.SetAction((result, _) => RunAsync(result, action));
        return command;
    }

    public static TCommand Does<TCommand>(this TCommand command, Func<ParseResult, Terminal, int> action)
        where TCommand : Command =>
        command.Does((result, terminal, _) => Task.FromResult(action(result, terminal)));

    private static async Task<int> RunAsync(
        ParseResult result, Func<ParseResult, Terminal, CancellationToken, Task<int>> action)
    {
        using Interruption interruption = new();
        Terminal terminal = new(result.GetValue(JsonOption));
        try
        {
            return await action(result, terminal, interruption.Token);
        }
        catch (CommandFailedException failure)
        {
            return Fail(terminal, failure.Message, failure.ExitCode);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return Fail(terminal, "interrupted", 130);
        }
    }

    private static int Fail(Terminal terminal, string message, int exitCode)
    {
        if (terminal.Json)
        {
            terminal.Result(new { error = message, exitCode }, _ => { });
        }

        terminal.Say($"rollup: {message}");
        return exitCode;
    }
}
