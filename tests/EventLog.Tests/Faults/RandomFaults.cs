using Rollup.EventLog.Tests.Crashes;
using Rollup.EventLog.Tests.Damage;
using Rollup.EventLog.Tests.Simulation;
using Xunit.Abstractions;

namespace Rollup.EventLog.Tests.Faults;

/// <summary>Errors, full disks, restarts and power cuts mixed at random: what was confirmed stays, whatever meets whatever.</summary>
public sealed class RandomFaults(ITestOutputHelper output)
{
    private const int Runs = 400;

    [Fact, Trait("Plan", "G1"), Trait("Plan", "E17"), Trait("Plan", "E18"), Trait("Plan", "E19")]
    public async Task Mixed_faults_lose_nothing_that_was_confirmed()
    {
        int faults = 0;
        for (int seed = 0; seed < Runs; seed++)
        {
            try
            {
                faults += await RunAsync(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
            }
        }

        output.WriteLine($"{Runs} runs, {faults} faults, 0 failed, seeds 0 to {Runs - 1}");
        Assert.True(faults > Runs, $"only {faults} faults were injected");
    }

    [Fact, Trait("Campaign", "faults"), Trait("Plan", "G1")]
    public async Task Mixed_faults_of_many_seeds_lose_nothing_that_was_confirmed()
    {
        for (int seed = Runs; seed < 100 * Runs; seed++)
        {
            await RunAsync(seed);
        }
    }

    private static async Task<int> RunAsync(int seed)
    {
        var random = new Random(seed);
        int faultRate = random.Next(5, 40); // one in so many operations
        int faults = 0;
        var disk = new SimulatedDisk { WriteBack = new Random(seed) };
        var ledger = new CrashLedger();
        for (int life = 0; life < 5; life++)
        {
            disk.OnOperation = operation =>
            {
                if (!operation.Changes || random.Next(faultRate) != 0)
                {
                    return null;
                }

                faults++;
                return (random.Next(3), operation.Kind) switch
                {
                    (0, DiskOperationKind.Write) => new DiskFault.ShortWrite(random.Next(operation.Length)),
                    (1, DiskOperationKind.Write) => new DiskFault.Full(random.Next(operation.Length)),
                    _ => new DiskFault.Error(),
                };
            };
            await LiveAsync(disk, ledger, random);
            disk = Restart(disk, random);
        }

        // The faults stop: the log opens, holds everything, and goes on.
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(LogImage.Options(disk));
        await ledger.CheckAsync(log);
        await log.Fill("operations", 1);
        return faults;
    }

    private static SimulatedDisk Restart(SimulatedDisk disk, Random random)
    {
        disk.OnOperation = null;
        if (random.Next(2) == 0)
        {
            disk.KillProcess();
            return disk;
        }

        return disk.AfterPowerCut((CrashOutcome)random.Next(4), random);
    }

    private static async Task LiveAsync(SimulatedDisk disk, CrashLedger ledger, Random random)
    {
        EmbeddedEventLog log;
        try
        {
            log = await EmbeddedEventLog.OpenAsync(LogImage.Options(disk));
        }
        catch (EventLogUnavailableException)
        {
            return; // a fault met the opening
        }

        await using (log)
        {
            await ledger.CheckAsync(log);
            for (int i = 0; i < 12 && !log.Status.IsStopped; i++)
            {
                long revision = ledger.Revision("operations");
                NewEvent[] events = TestEvents.Make("operations", revision + 1, random.Next(1, 4), random.Next(900), random.Next());
                ledger.Begin([new PlannedAppend("operations", events)]);
                switch (await log.AppendAsync("operations", revision, events))
                {
                    case Appended appended:
                        Assert.Equal(revision + events.Length, appended.Revision);
                        ledger.ConfirmInFlight();
                        break;
                    case AppendRefused:
                        ledger.Begin([]); // nothing was written, so nothing of it may ever appear
                        break;
                    case OutcomeUnknown:
                        break; // it may be there after the restart
                    case var other:
                        Assert.Fail($"unexpected {other}");
                        break;
                }
            }
        }
    }
}
