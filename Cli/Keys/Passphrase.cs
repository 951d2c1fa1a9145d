using System.Text;
using Rollup.Cli.Output;
using Spectre.Console;

namespace Rollup.Cli.Keys;

/// <summary>Where pass phrases come from: a file, the environment, or a prompt that does not echo. Never an argument, which every user of the machine could read.</summary>
public static class Passphrase
{
    public const string EnvironmentName = "ROLLUP_PASSPHRASE";

    /// <summary>The pass phrase of an existing key file.</summary>
    /// <exception cref="CommandFailedException">There is none to be had.</exception>
    public static string Read(string? file, Terminal terminal) =>
        FromFile(file) ?? FromEnvironment() ?? Ask("Pass phrase: ", terminal);

    /// <summary>A pass phrase for a new key file; asked for twice.</summary>
    /// <exception cref="CommandFailedException">There is none to be had, or the two differ.</exception>
    public static string ReadNew(string? file, Terminal terminal)
    {
        if ((FromFile(file) ?? FromEnvironment()) is { } given)
        {
            return given;
        }

        string first = Ask("New pass phrase: ", terminal);
        return first == Ask("The same again: ", terminal)
            ? first
            : throw new CommandFailedException(ExitCode.Configuration, "the two pass phrases differ; nothing was written");
    }

    private static string? FromEnvironment() =>
        Environment.GetEnvironmentVariable(EnvironmentName) is { Length: > 0 } phrase ? phrase : null;

    private static string? FromFile(string? file)
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            string phrase = File.ReadAllText(file).TrimEnd('\r', '\n');
            return phrase.Length > 0 ? phrase : throw new CommandFailedException(ExitCode.Configuration, $"the pass phrase file {file} is empty");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Configuration, $"the pass phrase file {file} cannot be read: {error.Message}");
        }
    }

    private static string Ask(string question, Terminal terminal)
    {
        if (Console.IsInputRedirected)
        {
            throw new CommandFailedException(
                ExitCode.Configuration, $"a pass phrase is needed: give --passphrase-file, set {EnvironmentName}, or run in a terminal");
        }

        terminal.Messages.Write(question);
        StringBuilder phrase = new();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                phrase.Length = Math.Max(0, phrase.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                phrase.Append(key.KeyChar);
            }
        }

        terminal.Say("");
        return phrase.Length > 0 ? phrase.ToString() : throw new CommandFailedException(ExitCode.Configuration, "the pass phrase is empty");
    }
}
