using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Rollup.EventLog.Tests.Real;

/// <summary>G2: a real process on a real disk, killed with SIGKILL while it writes.</summary>
public sealed class RealKills(ITestOutputHelper output)
{
    [Fact, Trait("Plan", "G2"), Trait("Plan", "E01"), Trait("Plan", "E23")]
    public async Task A_writer_killed_under_load_has_lost_nothing_it_had_confirmed() => await KillRepeatedly(20);

    [Fact, Trait("Campaign", "kill"), Trait("Plan", "G2")]
    public async Task A_writer_killed_a_thousand_times_has_lost_nothing_it_had_confirmed() => await KillRepeatedly(1_000);

    private async Task KillRepeatedly(int kills)
    {
        const int Seed = 7;
        var random = new Random(Seed);
        var confirmed = KillTarget.Streams.ToDictionary(stream => stream, _ => IEventLog.NoStream);
        long total = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            // A fresh directory now and then: the first segments are where most happens.
            using var directory = new TemporaryDirectory();
            foreach (string stream in KillTarget.Streams)
            {
                confirmed[stream] = IEventLog.NoStream;
            }

            for (int life = 0; life < 4 && kill < kills; life++, kill++)
            {
                await KillOnce(directory.Path, random.Next(120), confirmed);
                total += await CheckAsync(directory.Path, confirmed, $"seed {Seed}, kill {kill}");
            }
        }

        output.WriteLine($"G2: {kills} kills, {total} events confirmed, 0 lost, seed {Seed}");
    }

    private static async Task KillOnce(string directory, int afterMilliseconds, Dictionary<string, long> confirmed)
    {
        using Process writer = Start(directory);
        string? first = await writer.StandardOutput.ReadLineAsync();
        if (first is null)
        {
            Assert.Fail($"the writer ended before its first append: {await writer.StandardError.ReadToEndAsync()}");
        }

        await Task.Delay(afterMilliseconds);
        writer.Kill(); // SIGKILL
        string rest = await writer.StandardOutput.ReadToEndAsync();
        await writer.WaitForExitAsync();
        foreach (string line in $"{first}\n{rest}".Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(' ');
            confirmed[parts[0]] = long.Parse(parts[1], CultureInfo.InvariantCulture);
        }
    }

    private static Process Start(string directory)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in new[] { "exec", typeof(KillTarget).Assembly.Location, KillTarget.Verb, directory })
        {
            start.ArgumentList.Add(argument);
        }

        // The writer starts twenty times and runs for a moment: it must not spend it on optimizing.
        start.Environment["DOTNET_TieredCompilation"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>Opens the log; every confirmed event is there, and every append as a whole.</summary>
    private static async Task<long> CheckAsync(string directory, Dictionary<string, long> confirmed, string context)
    {
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(KillTarget.Options(directory));
        long total = 0;
        foreach (string stream in KillTarget.Streams)
        {
            List<RecordedEvent> events = await log.ReadAll(stream);
            Assert.True(events.Count - 1 >= confirmed[stream], $"{context}: {stream} ends at {events.Count - 1}, {confirmed[stream]} was confirmed");
            for (int at = 0; at < events.Count;)
            {
                NewEvent[] append = KillTarget.Events(stream, at);
                Assert.True(at + append.Length <= events.Count, $"{context}: half an append at {stream}@{at}");
                foreach (NewEvent expected in append)
                {
                    TestEvents.AssertEqual(expected, stream, at, events[at]);
                    at++;
                }
            }

            total += events.Count;
        }

        return total;
    }
}
