using System.CommandLine;
using System.Runtime.CompilerServices;
using Rollup.Cli;
using Rollup.Cli.Commands;
using Rollup.Cli.Documentation;

namespace Rollup.EndToEnd.Tests.Commands;

public sealed class HelpTests
{
    [Fact]
    [Trait("Plan", "L01")]
    public void Every_command_says_its_purpose_and_every_runnable_one_shows_an_example()
    {
        foreach (Command command in Descendants(RollupCommand.Create()))
        {
            Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name);
            Assert.True(command.Action is null || CommandBuilder.ExamplesOf(command).Count > 0, $"{command.Name} has no example");
            Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{command.Name} {option.Name}"));
        }
    }

    [Fact]
    [Trait("Plan", "L01")]
    public void The_reference_in_docs_is_what_the_commands_say()
    {
        string path = Path.Combine(RepositoryRoot(), "docs", "cli.md");
        string generated = CommandReference.Generate();
        if (Environment.GetEnvironmentVariable("ROLLUP_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, generated);
        }

        Assert.True(generated == File.ReadAllText(path), "docs/cli.md is not current; run the test with ROLLUP_UPDATE_DOCS=1");
    }

    [Fact]
    public void The_campaigns_in_docs_are_those_that_tests_belong_to()
    {
        string root = RepositoryRoot();
        IEnumerable<string> listed = WordsBetween("\n| `", "` |", File.ReadAllText(Path.Combine(root, "docs", "testing.md")));
        IEnumerable<string> used = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => WordsBetween("Trait(\"" + "Campaign\", \"", "\")", File.ReadAllText(file)));
        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> WordsBetween(string before, string after, string text) =>
        text.Split(before).Skip(1).Select(rest => rest[..rest.IndexOf(after, StringComparison.Ordinal)]);

    private static IEnumerable<Command> Descendants(Command command) =>
        command.Subcommands.SelectMany(child => Descendants(child).Prepend(child));

    private static string RepositoryRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
