using System.Collections;
using System.CommandLine;
using Rollup.Cli.Output;

namespace Rollup.Cli.Configuration;

/// <summary>Gives a command one flag per setting, and loads the settings for it.</summary>
public sealed class SettingOptions
{
    private readonly IReadOnlyList<Setting> _catalog;
    private readonly Dictionary<Setting, Option<string>> _options;
    private readonly Option<string> _file = new("--config")
    {
        Description = $"Configuration file. [default: {SettingsLoader.DefaultFileName} when it exists]",
        HelpName = "FILE",
    };

    public SettingOptions(IReadOnlyList<Setting> catalog)
    {
        _catalog = catalog;
        _options = catalog.ToDictionary(setting => setting, setting => new Option<string>(setting.Flag)
        {
            Description = Describe(setting),
            HelpName = "VALUE",

            // A switch may stand alone: --dev means --dev true.
            Arity = setting is Setting<bool> ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        foreach (Setting setting in _catalog)
        {
            command.Options.Add(_options[setting]);
        }
    }

    /// <summary>Reads flags, environment and file.</summary>
    /// <exception cref="CommandFailedException">Something is wrong; the message lists all of it.</exception>
    public Settings Load(ParseResult result)
    {
        Dictionary<string, string> flags = [];
        foreach ((Setting setting, Option<string> option) in _options)
        {
            if (result.GetResult(option) is { Implicit: false } given)
            {
                flags[setting.Key] = given.Tokens.Count == 0 ? "true" : given.Tokens[^1].Value;
            }
        }

        try
        {
            return new SettingsLoader(_catalog).Load(flags, EnvironmentVariables(), result.GetValue(_file));
        }
        catch (SettingsException error)
        {
            throw new CommandFailedException(ExitCode.Configuration, error.Message);
        }
    }

    private static string Describe(Setting setting)
    {
        string defaultText = setting.DefaultText is { } text ? $" [default: {(text.Length == 0 ? "none" : text)}]" : "";
        return $"{setting.Description}{defaultText} [{setting.EnvironmentName}]";
    }

    private static IEnumerable<KeyValuePair<string, string>> EnvironmentVariables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
}
