using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Rollup.Cli.Configuration;

/// <summary>How the text of a setting becomes its value, and what to tell whoever got it wrong.</summary>
public sealed class SettingParser<T>(string expected, SettingParser<T>.Parse parse)
    where T : notnull
{
    public delegate bool Parse(string text, [NotNullWhen(true)] out T? value);

    public string Expected { get; } = expected;

    public bool TryParse(string text, [NotNullWhen(true)] out T? value) => parse(text, out value);
}

/// <summary>The kinds of value that settings have.</summary>
public static class Parsers
{
    public static SettingParser<string> Text { get; } = new("a text that is not empty", (string text, [NotNullWhen(true)] out string? value) =>
        (value = text).Length > 0);

    public static SettingParser<bool> Switch { get; } = new("true or false", (string text, out bool value) =>
        (value = text == "true") || text == "false");

    public static SettingParser<IPEndPoint> Endpoint { get; } = new("an address and port such as 127.0.0.1:7645", (string text, [NotNullWhen(true)] out IPEndPoint? value) =>
        IPEndPoint.TryParse(text, out value) && text.Contains(':', StringComparison.Ordinal));

    /// <summary>Words separated by commas; the empty text is the empty list.</summary>
    public static SettingParser<IReadOnlyList<string>> List { get; } = new("words separated by commas", (string text, [NotNullWhen(true)] out IReadOnlyList<string>? value) =>
    {
        value = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return true;
    });

    public static SettingParser<long> Integer(long least, long most) => new($"an integer from {least} to {most}", (string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);

    /// <summary>Seconds, with decimals.</summary>
    public static SettingParser<TimeSpan> Seconds(double least, double most) => new($"seconds from {least} to {most}", (string text, out TimeSpan value) =>
    {
        bool valid = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds >= least && seconds <= most;
        value = valid ? TimeSpan.FromSeconds(seconds) : default;
        return valid;
    });

    public static SettingParser<string> OneOf(params string[] words) => new("one of " + string.Join(", ", words), (string text, [NotNullWhen(true)] out string? value) =>
        words.Contains(value = text));
}
