using System.Diagnostics.CodeAnalysis;

namespace Rollup.Cli.Configuration;

/// <summary>One thing that can be configured, under one dotted key.</summary>
/// <remarks>
/// The key <c>rpc.maxBodyBytes</c> is the flag <c>--rpc-max-body-bytes</c>, the environment variable
/// <c>ROLLUP_RPC_MAX_BODY_BYTES</c> and the member <c>maxBodyBytes</c> of <c>rpc</c> in <c>rollup.json</c>.
/// </remarks>
public abstract class Setting
{
    private protected Setting(string key, string description)
    {
        Key = key;
        Description = description;
        string[] words = [.. SplitWords(key)];
        Flag = "--" + string.Join('-', words);
        EnvironmentName = "ROLLUP_" + string.Join('_', words).ToUpperInvariant();
    }

    public string Key { get; }

    public string Description { get; }

    public string Flag { get; }

    public string EnvironmentName { get; }

    /// <summary>True for values that must never be printed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The default in its text form; null when there is none.</summary>
    public abstract string? DefaultText { get; }

    /// <summary>What a valid value looks like, for error messages.</summary>
    public abstract string Expected { get; }

    internal abstract bool TryParseObject(string text, [NotNullWhen(true)] out object? value);

    private static IEnumerable<string> SplitWords(string key)
    {
        int start = 0;
        for (int i = 1; i <= key.Length; i++)
        {
            if (i == key.Length || key[i] == '.' || char.IsUpper(key[i]))
            {
                yield return key[start..i].ToLowerInvariant();
                start = i < key.Length && key[i] == '.' ? i + 1 : i;
            }
        }
    }
}

/// <summary>A setting whose value is a <typeparamref name="T"/>.</summary>
public sealed class Setting<T> : Setting
    where T : notnull
{
    private readonly SettingParser<T> _parser;

    public Setting(string key, string? defaultText, SettingParser<T> parser, string description)
        : base(key, description)
    {
        _parser = parser;
        DefaultText = defaultText;
        if (defaultText is not null && !parser.TryParse(defaultText, out _))
        {
            throw new ArgumentException($"The default '{defaultText}' of {key} is not {parser.Expected}.", nameof(defaultText));
        }
    }

    public override string? DefaultText { get; }

    public override string Expected => _parser.Expected;

    internal override bool TryParseObject(string text, [NotNullWhen(true)] out object? value)
    {
        bool parsed = _parser.TryParse(text, out T? typed);
        value = parsed ? typed : null;
        return parsed;
    }
}
