using Rollup.EventLog.Tests.Simulation;

namespace Rollup.EventLog.Tests.Crashes;

/// <summary>How a run ends: where the power goes, and what survives.</summary>
/// <param name="Outcome">Null when only the process dies and the page cache lives on.</param>
internal sealed record CrashPoint(int Seed, int CutAt, CrashOutcome? Outcome, int Variant);

/// <summary>
/// Runs a small workload against the simulated disk, cuts the power at a chosen operation, starts again (sometimes cutting the
/// power during recovery too), checks the log against the ledger, goes on, cuts again and checks again.
/// </summary>
internal sealed class CrashExplorer
{
    private const string LogPath = "/sim/log";
    private const int Groups = 14;

    /// <summary>Damages the disk's promises: for tests of the tests.</summary>
    public Action<SimulatedDisk> Prepare { get; init; } = _ => { };

    /// <summary>The changing disk operations of the workload with this seed when nothing goes wrong.</summary>
    public async Task<int> CountOperationsAsync(int seed)
    {
        SimulatedDisk disk = NewDisk(seed);
        var ledger = new CrashLedger();
        Assert.True(await RunAsync(disk, ledger, new Random(seed), Groups));
        return disk.ChangeCount;
    }

    public async Task TryAsync(CrashPoint point)
    {
        var random = new Random(HashCode(point));
        SimulatedDisk disk = NewDisk(point.Seed);
        disk.CutPowerAt = point.CutAt;
        var ledger = new CrashLedger();
        await RunAsync(disk, ledger, new Random(point.Seed), Groups);

        // The machine comes back, perhaps for a few operations only.
        disk = Restart(disk, point.Outcome, random);
        if (random.Next(3) == 0)
        {
            disk.CutPowerAt = disk.ChangeCount + random.Next(12);
            await RunAsync(disk, ledger, random, groups: 1);
            disk = Restart(disk, point.Outcome, random);
        }

        // It goes on as if nothing had been, and what it confirms now survives a last, unkind power cut.
        Assert.True(await RunAsync(disk, ledger, random, groups: 3), "the log did not go on after recovery");
        disk = disk.AfterPowerCut(CrashOutcome.None, random);
        Assert.True(await RunAsync(disk, ledger, random, groups: 0), "the log did not open a second time");
    }

    /// <summary>Opens the log, checks it, appends groups. False when the power went on the way.</summary>
    private static async Task<bool> RunAsync(SimulatedDisk disk, CrashLedger ledger, Random random, int groups)
    {
        try
        {
            await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(Options(disk));
            await ledger.CheckAsync(log);
            for (int i = 0; i < groups; i++)
            {
                if (!await AppendGroupAsync(log, ledger, random))
                {
                    Assert.True(disk.IsOff, "an append failed with the power on");
                    return false;
                }
            }

            return !disk.IsOff;
        }
        catch (PowerCutException)
        {
            return false;
        }
    }

    private static async Task<bool> AppendGroupAsync(EmbeddedEventLog log, CrashLedger ledger, Random random)
    {
        IReadOnlyList<PlannedAppend> group = PlanGroup(ledger, random);
        ledger.Begin(group);
        log.IsHeld = true;
        var expected = new List<(Task<AppendResult> Result, long Revision)>();
        foreach (PlannedAppend append in group)
        {
            long revision = ledger.Revision(append.Stream);
            expected.Add((log.AppendAsync(append.Stream, revision, append.Events).AsTask(), revision + append.Events.Length));
        }

        log.IsHeld = false;
        log.CommitWaiting();
        foreach ((Task<AppendResult> pending, long revision) in expected)
        {
            AppendResult result = await pending;
            if (result is OutcomeUnknown or AppendRefused)
            {
                return false;
            }

            Assert.Equal(new Appended(revision), result);
        }

        ledger.ConfirmInFlight();
        return true;
    }

    /// <summary>One to three appends to different streams, now and then large enough for several sectors or a new segment.</summary>
    private static List<PlannedAppend> PlanGroup(CrashLedger ledger, Random random)
    {
        string[] streams = ["operations", "proofs", "l1"];
        random.Shuffle(streams);
        var group = new List<PlannedAppend>();
        foreach (string stream in streams[..random.Next(1, 4)])
        {
            int dataBytes = random.Next(4) == 0 ? random.Next(1500) : random.Next(120);
            group.Add(new PlannedAppend(stream, TestEvents.Make(stream, ledger.Revision(stream) + 1, random.Next(1, 4), dataBytes, random.Next())));
        }

        return group;
    }

    private static SimulatedDisk Restart(SimulatedDisk disk, CrashOutcome? outcome, Random random)
    {
        if (outcome is { } chosen)
        {
            return disk.AfterPowerCut(chosen, random);
        }

        disk.KillProcess();
        return disk;
    }

    private SimulatedDisk NewDisk(int seed)
    {
        // Half of the seeds let the kernel write back when it likes.
        var disk = new SimulatedDisk { WriteBack = seed % 2 == 0 ? new Random(seed) : null };
        Prepare(disk);
        return disk;
    }

    private static EmbeddedLogOptions Options(SimulatedDisk disk)
        => new(LogPath, "crash") { FileSystem = disk, SingleThreaded = true, SegmentBytes = 16 * 1024, MaxAppendBytes = 8 * 1024, MaxGroupBytes = 15 * 1024 };

    private static int HashCode(CrashPoint point)
        => unchecked((((point.Seed * 31) + point.CutAt) * 31 + (int)(point.Outcome ?? (CrashOutcome)99)) * 31 + point.Variant);
}
