using System.Text.Json;

namespace Rollup.Cli.Configuration;

/// <summary>Reads settings from flags, environment, file and defaults; the first of these that names a setting wins.</summary>
public sealed class SettingsLoader(IReadOnlyList<Setting> catalog)
{
    public const string DefaultFileName = "rollup.json";

    private const string EnvironmentPrefix = "ROLLUP_";

    /// <summary>Variables with our prefix that are no settings.</summary>
    private static readonly string[] ReservedPrefixes =
        ["ROLLUP_TEST_", "ROLLUP_CAMPAIGN", "ROLLUP_VECTOR", "ROLLUP_WALLET_", "ROLLUP_PASSPHRASE", "ROLLUP_UPDATE_"];

    private readonly Dictionary<string, Setting> _byKey = catalog.ToDictionary(setting => setting.Key);
    private readonly Dictionary<string, Setting> _byEnvironmentName = catalog.ToDictionary(setting => setting.EnvironmentName);

    /// <summary>Loads everything, or reports every fault at once.</summary>
    /// <param name="flags">Text of each flag given, by setting key.</param>
    /// <param name="environment">Environment variables.</param>
    /// <param name="filePath">A file that must exist, or null for <c>rollup.json</c> in the working directory if there is one.</param>
    /// <exception cref="SettingsException">One line per fault.</exception>
    public Settings Load(
        IReadOnlyDictionary<string, string> flags, IEnumerable<KeyValuePair<string, string>> environment, string? filePath)
    {
        List<string> faults = [];
        Dictionary<string, SettingValue> values = [];
        foreach (Setting setting in catalog)
        {
            if (setting.DefaultText is { } text && setting.TryParseObject(text, out object? value))
            {
                values[setting.Key] = new(setting, value, text, "default");
            }
        }

        ReadFile(filePath, values, faults);
        ReadEnvironment(environment, values, faults);
        foreach ((string key, string text) in flags)
        {
            Set(_byKey[key], text, $"flag {_byKey[key].Flag}", values, faults);
        }

        return faults.Count == 0 ? new(values) : throw new SettingsException(faults);
    }

    private void ReadEnvironment(
        IEnumerable<KeyValuePair<string, string>> environment, Dictionary<string, SettingValue> values, List<string> faults)
    {
        foreach ((string name, string text) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) || ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                continue;
            }

            if (_byEnvironmentName.TryGetValue(name, out Setting? setting))
            {
                Set(setting, text, $"environment {name}", values, faults);
            }
            else
            {
                faults.Add($"environment variable {name} is not known{Nearest(name, _byEnvironmentName.Keys)}");
            }
        }
    }

    private void ReadFile(string? filePath, Dictionary<string, SettingValue> values, List<string> faults)
    {
        string path = filePath ?? DefaultFileName;
        if (!File.Exists(path))
        {
            if (filePath is not null)
            {
                faults.Add($"configuration file {path} does not exist");
            }

            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                ReadObject(document.RootElement, "", path, values, faults);
            }
            else
            {
                faults.Add($"{path}: expected one JSON object");
            }
        }
        catch (JsonException error)
        {
            faults.Add($"{path}: not valid JSON: {error.Message}");
        }
    }

    private void ReadObject(
        JsonElement element, string prefix, string path, Dictionary<string, SettingValue> values, List<string> faults)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string key = prefix + property.Name;
            if (_byKey.TryGetValue(key, out Setting? setting))
            {
                Set(setting, TextOf(property.Value), $"file {path}", values, faults);
            }
            else if (property.Value.ValueKind == JsonValueKind.Object && _byKey.Keys.Any(known => known.StartsWith(key + ".", StringComparison.Ordinal)))
            {
                ReadObject(property.Value, key + ".", path, values, faults);
            }
            else
            {
                faults.Add($"{path}: key '{key}' is not known{Nearest(key, _byKey.Keys)}");
            }
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };

    private static void Set(
        Setting setting, string text, string source, Dictionary<string, SettingValue> values, List<string> faults)
    {
        if (setting.TryParseObject(text, out object? value))
        {
            values[setting.Key] = new(setting, value, text, source);
        }
        else
        {
            faults.Add($"{setting.Key} ({source}): expected {setting.Expected}, got {(setting.IsSecret ? "something else" : $"'{text}'")}");
        }
    }

    private static string Nearest(string name, IEnumerable<string> known)
    {
        string? nearest = known.MinBy(candidate => EditDistance(name, candidate));
        return nearest is null || EditDistance(name, nearest) > 1 + name.Length / 3 ? "" : $"; did you mean {nearest}?";
    }

    /// <summary>Levenshtein distance, ignoring case.</summary>
    private static int EditDistance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + substitution);
            }

            previous = current;
        }

        return previous[^1];
    }
}
