using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Rollup.Protocol;
using Rollup.Sequencer.Fees;

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

    public static SettingParser<EthereumAddress> Ethereum { get; } = new("an Ethereum address (0x and 40 hexadecimal digits)", EthereumAddress.TryParseWalletInput);

    public static SettingParser<L2Address> Address { get; } = new("an address (zp1…)", L2Address.TryParse);

    public static SettingParser<string> HttpAddress { get; } = new("an address such as http://localhost:4317", (string text, [NotNullWhen(true)] out string? value) =>
        Uri.TryCreate(value = text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https");

    public static SettingParser<IReadOnlyList<IPAddress>> Addresses { get; } = new("IP addresses separated by commas", (string text, [NotNullWhen(true)] out IReadOnlyList<IPAddress>? value) =>
    {
        IPAddress?[] parsed = [.. Words(text).Select(word => IPAddress.TryParse(word, out IPAddress? address) ? address : null)];
        value = [.. parsed.OfType<IPAddress>()];
        return value.Count == parsed.Length;
    });

    public static SettingParser<IReadOnlyList<TokenListing>> Tokens { get; } = new(
        "tokens as id:symbol:decimals:transferFee:openingFee:withdrawalFee, separated by commas", (string text, [NotNullWhen(true)] out IReadOnlyList<TokenListing>? value) =>
        {
            TokenListing?[] parsed = [.. Words(text).Select(ParseToken)];
            value = [.. parsed.OfType<TokenListing>()];
            return value.Count == parsed.Length && value.Count > 0;
        });

    /// <summary>Words separated by commas; the empty text is the empty list.</summary>
    public static SettingParser<IReadOnlyList<string>> List { get; } = new("words separated by commas", (string text, [NotNullWhen(true)] out IReadOnlyList<string>? value) =>
    {
        value = Words(text);
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

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TokenListing? ParseToken(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 6 && parts[1].Length is > 0 and <= 16 && parts[1].All(char.IsAsciiLetterOrDigit)
            && uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint id)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int decimals) && decimals <= 18
            && uint.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out uint transferFee)
            && uint.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out uint openingFee)
            && uint.TryParse(parts[5], NumberStyles.None, CultureInfo.InvariantCulture, out uint withdrawalFee)
            ? new(new(id), parts[1], decimals, transferFee, openingFee, withdrawalFee)
            : null;
    }
}
