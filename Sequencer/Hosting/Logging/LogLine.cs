using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rollup.Sequencer.Hosting;

/// <summary>What both forms of a log line are made of: the message, its values and those of its scopes, without secrets.</summary>
internal readonly record struct LogLine(string Message, IReadOnlyList<KeyValuePair<string, object?>> Values)
{
    private const string TemplateKey = "{OriginalFormat}";
    private const string Hidden = "***";

    /// <summary>Parts of names whose values are never written, whoever logs them by mistake.</summary>
    private static readonly string[] SecretNames = ["passphrase", "password", "secret", "privatekey", "signingkey", "seed", "mnemonic", "keystore"];

    public static LogLine From<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes)
    {
        var values = new List<KeyValuePair<string, object?>>();
        string? template = null;
        bool hides = false;
        if (entry.State is IReadOnlyList<KeyValuePair<string, object?>> state)
        {
            foreach ((string name, object? value) in state)
            {
                if (name == TemplateKey)
                {
                    template = value as string;
                }
                else
                {
                    hides |= IsSecret(name);
                    values.Add(Shown(name, value));
                }
            }
        }

        scopes?.ForEachScope(AddScope, values);

        // With a secret among its values, the formatted text holds it too; the template does not.
        string message = hides && template is not null ? template : entry.Formatter(entry.State, entry.Exception);
        return new LogLine(message, values);
    }

    private static void AddScope(object? scope, List<KeyValuePair<string, object?>> values)
    {
        if (scope is not IEnumerable<KeyValuePair<string, object?>> named)
        {
            return;
        }

        foreach ((string name, object? value) in named)
        {
            // The innermost word on a name is the line's own.
            if (name != TemplateKey && !values.Exists(known => known.Key == name))
            {
                values.Add(Shown(name, value));
            }
        }
    }

    private static KeyValuePair<string, object?> Shown(string name, object? value) => new(name, IsSecret(name) ? Hidden : value);

    private static bool IsSecret(string name) => Array.Exists(SecretNames, secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase));
}
