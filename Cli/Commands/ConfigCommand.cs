using System.CommandLine;
using Rollup.Cli.Configuration;
using Rollup.Cli.Output;
using Spectre.Console;

namespace Rollup.Cli.Commands;

/// <summary><c>rollup config show</c>: every setting of a node, its value and where it comes from.</summary>
public static class ConfigCommand
{
    public static Command Create()
    {
        SettingOptions settings = new(NodeSettings.Catalog);
        Command show = new("show", "Print every setting of a node with its value and its source; secrets stay hidden.");
        settings.AddTo(show);
        show.WithExamples(
            "./rollup config show",
            "ROLLUP_BATCH_SECONDS=5 ./rollup config show --config rollup.json --json");
        show.Does((result, terminal) =>
        {
            Show(settings.Load(result), terminal);
            return ExitCode.Done;
        });

        return new Command("config", "Look at the configuration.") { show };
    }

    private static void Show(Settings settings, Terminal terminal)
    {
        var rows = settings.All.Select(value => new
        {
            value.Setting.Key,
            Value = value.Setting.IsSecret ? "(hidden)" : value.Text,
            value.Source,
            value.Setting.Description,
        }).ToList();

        terminal.Result(rows, console =>
        {
            Table table = new Table().Border(TableBorder.None).AddColumns("setting", "value", "source");
            foreach (var row in rows)
            {
                table.AddRow(Markup.Escape(row.Key), Markup.Escape(row.Value), Markup.Escape(row.Source));
            }

            console.Write(table);
        });
    }
}
