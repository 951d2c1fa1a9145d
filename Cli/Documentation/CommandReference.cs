using System.CommandLine;
using System.Text;
using Rollup.Cli.Commands;

namespace Rollup.Cli.Documentation;

/// <summary>The reference of all commands, made from the same definitions as their help.</summary>
public static class CommandReference
{
    /// <summary>One Markdown document.</summary>
    public static string Generate()
    {
        StringBuilder text = new();
        text.Append("# Commands\n\nGenerated from the commands' own definitions; a test keeps it current. ")
            .Append("Exit codes: 0 done, 1 refused or a check failed, 2 usage, 3 not fully checked, 64 to 78 as in sysexits.h, 130 interrupted.\n");
        Write(RollupCommand.Create(), "./rollup", text);
        return text.ToString();
    }

    private static void Write(Command command, string line, StringBuilder text)
    {
        if (command.Action is not null && command is not RootCommand)
        {
            string arguments = string.Concat(command.Arguments.Select(argument => $" {argument.Name}"));
            text.Append($"\n## `{line}{arguments}`\n\n{command.Description}\n");
            WriteOptions(command, text);
            WriteExamples(command, text);
        }

        foreach (Command child in command.Subcommands)
        {
            Write(child, $"{line} {child.Name}", text);
        }
    }

    private static void WriteOptions(Command command, StringBuilder text)
    {
        if (command.Options.Count == 0)
        {
            return;
        }

        text.Append("\n| Option | Meaning |\n| --- | --- |\n");
        foreach (Option option in command.Options)
        {
            string value = option.HelpName is { } name ? $" {name}" : "";
            text.Append($"| `{option.Name}{value}` | {option.Description?.Replace("|", "\\|", StringComparison.Ordinal)}{(option.Required ? " (needed)" : "")} |\n");
        }
    }

    private static void WriteExamples(Command command, StringBuilder text)
    {
        IReadOnlyList<string> examples = CommandBuilder.ExamplesOf(command);
        if (examples.Count > 0)
        {
            text.Append($"\n```\n{string.Join('\n', examples)}\n```\n");
        }
    }
}
