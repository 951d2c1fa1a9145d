using Rollup.EventLog.Tests.Simulation;
using Xunit.Abstractions;

namespace Rollup.EventLog.Tests.Crashes;

/// <summary>G1: crash states recovered, with nothing confirmed lost and no group in half.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly (CrashOutcome? Outcome, int Variants)[] Outcomes =
        [(CrashOutcome.None, 1), (CrashOutcome.All, 1), (null, 1), (CrashOutcome.Prefix, 2), (CrashOutcome.RandomSubset, 4)];

    [Fact, Trait("Plan", "G1"), Trait("Plan", "E01"), Trait("Plan", "E03"), Trait("Plan", "E04"), Trait("Plan", "E37"), Trait("Plan", "E38")]
    public async Task No_crash_loses_a_confirmed_event_or_leaves_half_a_group() => await Explore(atLeast: 2_000);

    [Fact, Trait("Campaign", "crash"), Trait("Plan", "G1")]
    public async Task No_crash_of_fifty_thousand_loses_a_confirmed_event() => await Explore(atLeast: 50_000);

    [Theory]
    [InlineData("data")]
    [InlineData("directory")]
    public async Task A_disk_that_lies_about_its_flushes_is_caught_losing_events(string lie)
    {
        var explorer = new CrashExplorer
        {
            Prepare = disk => (disk.IgnoresFlushData, disk.IgnoresDirectoryFlush) = (lie == "data", lie == "directory"),
        };
        int losses = 0;
        for (int cutAt = 0; cutAt < 60; cutAt++)
        {
            try
            {
                await explorer.TryAsync(new CrashPoint(Seed: 1, cutAt, CrashOutcome.None, 0));
            }
            catch (Exception e) when (e is LostEventException or EventLogDamagedException)
            {
                losses++;
            }
        }

        Assert.True(losses > 10, $"only {losses} of 60 crashes showed the lie");
    }

    private async Task Explore(int atLeast)
    {
        var explorer = new CrashExplorer();
        int states = 0;
        int seed = 0;
        for (; states < atLeast; seed++)
        {
            int operations = await explorer.CountOperationsAsync(seed);
            for (int cutAt = 0; cutAt < operations; cutAt++)
            {
                foreach (CrashPoint point in Points(seed, cutAt))
                {
                    await Try(explorer, point);
                    states++;
                }
            }
        }

        output.WriteLine($"G1: {states} crash states, 0 failed, seeds 0 to {seed - 1}");
    }

    private static IEnumerable<CrashPoint> Points(int seed, int cutAt)
        => from outcome in Outcomes
           from variant in Enumerable.Range(0, outcome.Variants)
           select new CrashPoint(seed, cutAt, outcome.Outcome, variant);

    private static async Task Try(CrashExplorer explorer, CrashPoint point)
    {
        try
        {
            await explorer.TryAsync(point);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{point}: {e.Message}", e);
        }
    }
}
