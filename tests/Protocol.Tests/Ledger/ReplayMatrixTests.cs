using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Ledger;

/// <summary>The golden log replayed by processes that run under other settings: the roots must not notice.</summary>
public sealed class ReplayMatrixTests
{
    private const string GoldenLog = "golden-log-1.json";

    private static readonly string[] VectorSettings = ["", "DOTNET_EnableAVX512=0", "DOTNET_EnableAVX2=0", "DOTNET_EnableHWIntrinsic=0"];

    [Theory]
    [InlineData("DOTNET_EnableHWIntrinsic=0", "512 False, 256 False")]
    [InlineData("DOTNET_TieredCompilation=1 DOTNET_TieredPGO=1 TZ=Etc/GMT-14", "zone 504000000000")]
    [Trait("Plan", "G12")]
    public void Settings_of_the_runtime_do_not_reach_a_root(string settings, string shown)
    {
        string[] lines = Replay(settings, invariant: true);
        AssertSeals(lines);
        Assert.Contains(shown, lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Plan", "G12")]
    [Trait("Campaign", "replay-matrix")]
    public void No_combination_of_culture_zone_vectors_and_compilation_reaches_a_root()
    {
        foreach (string culture in new[] { "en_US", "tr_TR", "ar_SA", "de_DE", "th_TH", "C" })
        {
            foreach (string zone in new[] { "Etc/GMT+12", "UTC", "Etc/GMT-14" })
            {
                foreach (string vectors in VectorSettings)
                {
                    foreach (string tiered in new[] { "0", "1" })
                    {
                        string[] lines = Replay($"LANG={culture}.UTF-8 LC_ALL={culture}.UTF-8 TZ={zone} DOTNET_TieredCompilation={tiered} {vectors}", invariant: false);
                        AssertSeals(lines);
                        if (culture != "C")
                        {
                            Assert.Contains(culture.Replace('_', '-'), lines[^1], StringComparison.Ordinal);
                        }
                    }
                }
            }
        }
    }

    private static void AssertSeals(string[] lines)
    {
        JsonElement log = VectorFile.Load(GoldenLog);
        Assert.Equal(log.Items("seals").Select(s => $"{s.Text("number")} {s.Text("root")} {s.Text("runningDigest")}"), lines[..^1]);
    }

    /// <param name="settings">Environment variables, separated by spaces.</param>
    /// <param name="invariant">Whether the process keeps this build's invariant globalization; false needs ICU on the machine.</param>
    private static string[] Replay(string settings, bool invariant)
    {
        string assembly = typeof(ReplayMatrixTests).Assembly.Location;
        string configuration = Path.ChangeExtension(assembly, ".runtimeconfig.json");
        string? changed = invariant ? null : WithCultures(configuration);
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "exec", "--runtimeconfig", changed ?? configuration, assembly, GoldenLog })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string setting in settings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            start.Environment[setting[..setting.IndexOf('=', StringComparison.Ordinal)]] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (changed is not null)
        {
            File.Delete(changed);
        }

        Assert.True(process.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{settings}: exit code {process.ExitCode}, {error.Result}"));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string WithCultures(string configuration)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".runtimeconfig.json");
        File.WriteAllText(path, File.ReadAllText(configuration).Replace("\"System.Globalization.Invariant\": true", "\"System.Globalization.Invariant\": false", StringComparison.Ordinal)
            .Replace("\"System.Globalization.PredefinedCulturesOnly\": true", "\"System.Globalization.PredefinedCulturesOnly\": false", StringComparison.Ordinal));
        return path;
    }
}
