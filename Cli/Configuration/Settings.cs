namespace Rollup.Cli.Configuration;

/// <summary>A setting's value and where it came from.</summary>
public sealed record SettingValue(Setting Setting, object Value, string Text, string Source);

/// <summary>All settings of a run.</summary>
public sealed class Settings(IReadOnlyDictionary<string, SettingValue> values)
{
    public IEnumerable<SettingValue> All => values.Values.OrderBy(value => value.Setting.Key, StringComparer.Ordinal);

    /// <summary>The value of a setting that the command cannot do without.</summary>
    /// <exception cref="SettingsException">The setting has no default and was not given.</exception>
    public T Get<T>(Setting<T> setting)
        where T : notnull =>
        Find(setting, out T? value)
            ? value!
            : throw new SettingsException([$"{setting.Key} is needed: give {setting.Flag} or set {setting.EnvironmentName}"]);

    /// <summary>False when the setting has no default and was not given.</summary>
    public bool Find<T>(Setting<T> setting, out T? value)
        where T : notnull
    {
        bool found = values.TryGetValue(setting.Key, out SettingValue? entry);
        value = found ? (T)entry!.Value : default;
        return found;
    }
}

/// <summary>What is wrong with the configuration, all of it.</summary>
public sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception("the configuration is not usable:" + string.Concat(faults.Select(fault => $"\n  - {fault}")))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
