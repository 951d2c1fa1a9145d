using System.Text.Json;
using Spectre.Console;

namespace Rollup.Cli.Output;

/// <summary>
/// Where a command speaks: results on standard output, everything else on standard error, so that
/// <c>--json</c> output can be piped.
/// </summary>
public sealed class Terminal(bool json)
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>True when the command was asked for one JSON document instead of text.</summary>
    public bool Json { get; } = json;

    /// <summary>For messages and progress: standard error, without colours when it is no terminal.</summary>
    public IAnsiConsole Messages { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>For readable results: standard output, without colours when it is no terminal.</summary>
    public IAnsiConsole Results { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>A line for the reader; kept off standard output.</summary>
    public void Say(string line) => Messages.WriteLine(line);

    /// <summary>The command's result: <paramref name="document"/> as JSON, or what <paramref name="render"/> writes for people.</summary>
    public void Result(object document, Action<IAnsiConsole> render)
    {
        if (Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(document, document.GetType(), JsonOptions));
        }
        else
        {
            render(Results);
        }
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });

        // A pipe has no width: lines must not be folded at a guessed one.
        if (redirected)
        {
            console.Profile.Width = 200;
        }

        return console;
    }
}
