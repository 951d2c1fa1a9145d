using Rollup.EventLog.Snapshots;
using Rollup.EventLog.Storage;
using Rollup.EventLog.Tests.Simulation;

namespace Rollup.EventLog.Tests.Stores;

public sealed class SnapshotStoreTests
{
    private const string Location = "/sim/snapshots";

    private readonly SimulatedDisk _disk = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public void The_newest_snapshot_comes_first_and_the_oldest_ones_go()
    {
        SnapshotStore store = Store();
        Assert.Empty(store.ReadNewestFirst());
        for (int i = 1; i <= 5; i++)
        {
            store.Save(i * 1000, Payload(i));
        }

        Assert.Equal([5000L, 4000L, 3000L], store.ReadNewestFirst().Select(snapshot => snapshot.Revision));
        Assert.Equal(Payload(5), store.ReadNewestFirst().First().Payload.ToArray());
        Assert.Equal(3, _disk.Files.Count);
        Assert.Empty(_warnings);
    }

    [Fact, Trait("Plan", "E25")]
    public void A_damaged_snapshot_is_skipped_with_a_warning_whichever_bit_is_turned()
    {
        Store().Save(1, Payload(1));
        Store().Save(2, Payload(2));
        string newest = _disk.Files[^1];
        byte[] whole = _disk.ReadAll(newest);
        for (int bit = 0; bit < whole.Length * 8; bit += 7)
        {
            _disk.Put(newest, whole);
            _disk.Tamper(newest, bytes => bytes[bit / 8] ^= (byte)(1 << (bit % 8)));
            _warnings.Clear();
            Assert.Equal(1, Store().ReadNewestFirst().First().Revision);
            Assert.Contains(Path.GetFileName(newest), Assert.Single(_warnings), StringComparison.Ordinal);
        }
    }

    [Theory, Trait("Plan", "E25")]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(700)]
    public void A_snapshot_cut_short_is_skipped_with_a_warning(int length)
    {
        Store().Save(1, Payload(1));
        Store().Save(2, Payload(2));
        _disk.Put(_disk.Files[^1], _disk.ReadAll(_disk.Files[^1])[..length]);
        Assert.Equal([1L], Store().ReadNewestFirst().Select(snapshot => snapshot.Revision));
        Assert.Single(_warnings);
    }

    [Fact, Trait("Plan", "E25")]
    public void No_crash_while_saving_loses_the_snapshots_before()
    {
        for (int cutAt = 0; ; cutAt++)
        {
            foreach (CrashOutcome outcome in Enum.GetValues<CrashOutcome>())
            {
                var disk = new SimulatedDisk();
                Store(disk).Save(1, Payload(1));
                disk.CutPowerAt = disk.ChangeCount + cutAt;
                bool finished = TrySave(Store(disk), 2);
                disk = disk.AfterPowerCut(outcome, new Random(cutAt));

                Snapshot newest = Store(disk).ReadNewestFirst().First();
                Assert.True(newest.Revision == 2 || !finished, $"cut at {cutAt}, {outcome}: the finished snapshot is gone");
                Assert.Equal(Payload((int)newest.Revision), newest.Payload.ToArray());
                Assert.Empty(_warnings);
                if (finished)
                {
                    return;
                }
            }
        }
    }

    [Fact, Trait("Plan", "E20")]
    public void A_full_disk_leaves_the_snapshots_as_they_were()
    {
        Store().Save(1, Payload(1));
        _disk.Capacity = 1_000;
        Assert.Throws<StorageFullException>(() => Store().Save(2, Payload(2)));
        Assert.Equal([1L], Store().ReadNewestFirst().Select(snapshot => snapshot.Revision));
        Assert.Single(_disk.Files);
    }

    [Fact, Trait("Plan", "E16")]
    public void A_snapshot_of_another_log_is_refused()
    {
        Store().Save(1, Payload(1));
        var other = new SnapshotStore(Location, "other", fileSystem: _disk);
        Assert.Throws<EventLogFormatException>(() => other.ReadNewestFirst().ToList());
    }

    private static bool TrySave(SnapshotStore store, int revision)
    {
        try
        {
            store.Save(revision, Payload(revision));
            return true;
        }
        catch (PowerCutException)
        {
            return false;
        }
    }

    private SnapshotStore Store(SimulatedDisk? disk = null) => new(Location, "this", onWarning: _warnings.Add, fileSystem: disk ?? _disk);

    private static byte[] Payload(int seed)
    {
        byte[] payload = new byte[900];
        new Random(seed).NextBytes(payload);
        return payload;
    }
}
