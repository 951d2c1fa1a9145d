using Rollup.EventLog.Marks;
using Rollup.EventLog.Tests.Simulation;

namespace Rollup.EventLog.Tests.Stores;

public sealed class HighWaterMarkTests
{
    private const string Location = "/sim/keys/mark";

    private readonly SimulatedDisk _disk = new();
    private readonly List<string> _warnings = [];

    [Fact, Trait("Plan", "Y06"), Trait("Plan", "S18")]
    public void A_number_is_recorded_once_with_one_content_and_never_goes_back()
    {
        using HighWaterMark mark = Open(_disk);
        Assert.Null(mark.Current);
        Assert.Equal(MarkAdvance.Recorded, mark.Advance(0, Hash(1)));
        Assert.Equal(MarkAdvance.Recorded, mark.Advance(7, Hash(2)));
        Assert.Equal(MarkAdvance.AlreadyRecorded, mark.Advance(7, Hash(2)));
        Assert.Equal(MarkAdvance.RefusedAsOther, mark.Advance(7, Hash(3)));
        Assert.Equal(MarkAdvance.RefusedAsOlder, mark.Advance(6, Hash(2)));
        Assert.Equal(7, mark.Current!.Number);
        Assert.Equal(Hash(2), mark.Current.Hash.ToArray());
    }

    [Fact, Trait("Plan", "Y06")]
    public void No_crash_forgets_a_number_that_was_recorded()
    {
        for (int cutAt = 0; cutAt < 40; cutAt++)
        {
            foreach (CrashOutcome? outcome in new CrashOutcome?[] { null, CrashOutcome.None, CrashOutcome.All, CrashOutcome.Prefix, CrashOutcome.RandomSubset })
            {
                var disk = new SimulatedDisk { CutPowerAt = cutAt };
                long recorded = AdvanceUntilPowerCut(disk);
                disk = Restart(disk, outcome, cutAt);
                using (HighWaterMark mark = Open(disk))
                {
                    long found = mark.Current?.Number ?? -1;
                    Assert.InRange(found, recorded, recorded + 1);
                    Assert.Equal(MarkAdvance.Recorded, mark.Advance(found + 1, Hash((int)found + 1)));
                    recorded = found + 1;
                }

                // What the restarted process recorded survives the next power cut, whatever the first one had left in the cache.
                using HighWaterMark again = Open(disk.AfterPowerCut(CrashOutcome.None, new Random(cutAt)));
                Assert.Equal(recorded, again.Current!.Number);
            }
        }
    }

    [Fact, Trait("Plan", "Y06")]
    public void After_a_failed_flush_nothing_is_recorded_any_more()
    {
        using HighWaterMark mark = Open(_disk);
        mark.Advance(1, Hash(1));
        _disk.OnOperation = operation => operation.Kind == DiskOperationKind.FlushData ? new DiskFault.Error() : null;
        Assert.Throws<IOException>(() => mark.Advance(2, Hash(2)));
        _disk.OnOperation = null;
        Assert.Throws<IOException>(() => mark.Advance(2, Hash(2)));
        Assert.Throws<IOException>(() => mark.Advance(1, Hash(1)));
    }

    [Fact]
    public void A_damaged_slot_falls_back_to_the_other_with_a_warning_and_two_are_refused()
    {
        using (HighWaterMark mark = Open(_disk))
        {
            mark.Advance(1, Hash(1));
            mark.Advance(2, Hash(2));
        }

        byte[] whole = _disk.ReadAll(Location);
        for (int bit = 0; bit < 512 * 8; bit += 11)
        {
            foreach (int slot in new[] { 0, 1 })
            {
                _disk.Put(Location, whole);
                _disk.Tamper(Location, bytes => bytes[(slot * 4096) + (bit / 8)] ^= (byte)(1 << (bit % 8)));
                _warnings.Clear();
                using HighWaterMark mark = Open(_disk);
                Assert.InRange(mark.Current!.Number, 1, 2);
                Assert.Contains($"slot {slot}", Assert.Single(_warnings), StringComparison.Ordinal);
            }
        }

        _disk.Put(Location, new byte[8192]);
        Assert.Throws<EventLogDamagedException>(() => Open(_disk));
    }

    [Fact, Trait("Plan", "E16")]
    public void The_mark_of_another_log_or_key_is_refused()
    {
        Open(_disk).Dispose();
        var refusal = Assert.Throws<EventLogFormatException>(() => HighWaterMark.Open(Location, "other", fileSystem: _disk));
        Assert.Equal("mark: expected the high-water mark of 'other', found that of 'this'.", refusal.Message);
    }

    [Fact, Trait("Plan", "S19")]
    public void Two_holders_of_one_mark_are_not_possible()
    {
        using HighWaterMark mark = Open(_disk);
        Assert.Throws<EventLogInUseException>(() => Open(_disk));
    }

    [Fact]
    public void It_can_be_read_while_another_holds_it_and_nothing_is_changed()
    {
        Assert.Null(MarkReading.Read(Location, _disk));
        using HighWaterMark mark = Open(_disk);
        Assert.Equal(new MarkReading("this", null, null), MarkReading.Read(Location, _disk));
        for (int number = 0; number < 3; number++)
        {
            mark.Advance(number, Hash(number));
            byte[] before = _disk.ReadAll(Location);
            MarkReading reading = MarkReading.Read(Location, _disk)!;
            Assert.Equal((number, "this"), (reading.Current!.Number, reading.Identity));
            Assert.Equal(Hash(number), reading.Current.Hash.ToArray());
            Assert.Equal(before, _disk.ReadAll(Location));
        }

        _disk.Tamper(Location, bytes => bytes[30] ^= 1); // slot 0 holds generation 4, number 2
        MarkReading older = MarkReading.Read(Location, _disk)!;
        Assert.Equal(1, older.Current!.Number);
        Assert.Contains("slot 0", older.Warning, StringComparison.Ordinal);

        _disk.Put(Location, new byte[8192]);
        Assert.Throws<EventLogDamagedException>(() => MarkReading.Read(Location, _disk));
    }

    [Fact]
    public void It_works_on_the_real_disk()
    {
        using var directory = new TemporaryDirectory();
        using (HighWaterMark mark = HighWaterMark.Open(directory["keys/mark"], "this"))
        {
            Assert.Equal(MarkAdvance.Recorded, mark.Advance(5, Hash(5)));
        }

        using HighWaterMark again = HighWaterMark.Open(directory["keys/mark"], "this");
        Assert.Equal(5, again.Current!.Number);
        Assert.Equal(MarkAdvance.RefusedAsOlder, again.Advance(4, Hash(4)));
    }

    private static long AdvanceUntilPowerCut(SimulatedDisk disk)
    {
        long recorded = -1;
        try
        {
            using HighWaterMark mark = HighWaterMark.Open(Location, "this", fileSystem: disk);
            for (int number = 0; number < 20; number++)
            {
                Assert.Equal(MarkAdvance.Recorded, mark.Advance(number, Hash(number)));
                recorded = number;
            }
        }
        catch (PowerCutException)
        {
            // As planned.
        }

        return recorded;
    }

    private static SimulatedDisk Restart(SimulatedDisk disk, CrashOutcome? outcome, int seed)
    {
        if (outcome is { } chosen)
        {
            return disk.AfterPowerCut(chosen, new Random(seed));
        }

        disk.KillProcess();
        return disk;
    }

    private HighWaterMark Open(SimulatedDisk disk) => HighWaterMark.Open(Location, "this", _warnings.Add, disk);

    private static byte[] Hash(int seed)
    {
        byte[] hash = new byte[32];
        new Random(seed).NextBytes(hash);
        return hash;
    }
}
