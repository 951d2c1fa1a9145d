using Rollup.EventLog.Tests.Simulation;

namespace Rollup.EventLog.Tests.Damage;

/// <summary>What a crash leaves behind the last flush is cut, once, with a warning; whatever it looks like.</summary>
public sealed class TornTails
{
    [Fact, Trait("Plan", "E05"), Trait("Plan", "G3")]
    public async Task The_last_group_cut_at_any_byte_is_dropped_with_one_warning_that_says_where_and_how_much()
    {
        LogImage image = await LogImage.CreateAsync();
        (string path, int start, int end) = LastGroup(image);
        for (int cut = start + 1; cut < end; cut++)
        {
            SimulatedDisk disk = image.Copy();
            disk.Tamper(path, bytes => bytes.AsSpan(cut..end).Clear());
            int dirty = LastNonZero(disk.ReadAll(path)) + 1 - start;
            await AssertCut(image, disk, $"at offset {start}, {dirty} bytes");
        }
    }

    [Theory, Trait("Plan", "E06"), Trait("Plan", "G3")]
    [InlineData(1, 200)]
    [InlineData(2, 520)]
    [InlineData(3, 900)]
    public async Task The_last_group_with_any_subset_of_its_sectors_is_whole_or_dropped(int seed, int dataBytes)
    {
        LogImage image = await LogImage.CreateAsync(seed: seed, lastDataBytes: dataBytes);
        (string path, int start, int end) = LastGroup(image);
        int first = start / 512;
        int count = ((end - 1) / 512) - first + 1;
        Assert.InRange(count, 3, 12);
        byte[] whole = image.Disk.ReadAll(path);
        for (int subset = 0; subset < 1 << count; subset++)
        {
            SimulatedDisk disk = image.Copy();
            disk.Tamper(path, bytes =>
            {
                for (int i = 0; i < count; i++)
                {
                    if ((subset & (1 << i)) == 0)
                    {
                        int from = Math.Max(start, (first + i) * 512);
                        bytes.AsSpan(from..Math.Min(end, (first + i + 1) * 512)).Clear();
                    }
                }
            });
            byte[] left = disk.ReadAll(path);
            bool isWhole = left.AsSpan().SequenceEqual(whole);
            bool isGone = left.AsSpan(start..end).IndexOfAnyExcept((byte)0) < 0;
            await AssertCut(image, disk, isWhole ? null : isGone ? "" : $"at offset {start}, ");
        }
    }

    [Fact, Trait("Plan", "E05")]
    public async Task After_a_cut_the_log_goes_on_and_the_next_opening_has_nothing_to_warn_of()
    {
        LogImage image = await LogImage.CreateAsync();
        (string path, int start, int end) = LastGroup(image);
        SimulatedDisk disk = image.Copy();
        disk.Tamper(path, bytes => bytes.AsSpan((end - 30)..end).Clear());

        var warnings = new List<string>();
        await using (EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(LogImage.Options(disk) with { OnWarning = warnings.Add }))
        {
            Assert.Equal(start, disk.ReadAll(path).AsSpan().LastIndexOfAnyExcept((byte)0) / 8 * 8 + 8);
            await log.Fill("operations", 2);
        }

        Assert.Single(warnings);
        await using EmbeddedEventLog again = await EmbeddedEventLog.OpenAsync(LogImage.Options(disk) with { OnWarning = warnings.Add });
        Assert.Single(warnings);
        Assert.Equal(image.CountEventsBefore(image.LastGroup[0].Group) + 2, await LogImage.CountEventsAsync(again));
    }

    [Fact, Trait("Plan", "E05")]
    public async Task An_auditor_sees_a_torn_tail_named_and_leaves_it_as_it_is()
    {
        LogImage image = await LogImage.CreateAsync();
        (string path, int start, int end) = LastGroup(image);
        SimulatedDisk disk = image.Copy();
        disk.Tamper(path, bytes => bytes.AsSpan((end - 30)..end).Clear());
        byte[] before = disk.ReadAll(path);

        await using ReadOnlyEventLog log = await EmbeddedEventLog.OpenReadOnlyAsync(new ReadOnlyLogOptions(LogImage.Directory) { FileSystem = disk });
        Assert.Contains($"stands at offset {start}", log.UnfinishedTail, StringComparison.Ordinal);
        Assert.Equal(image.CountEventsBefore(image.LastGroup[0].Group), await LogImage.CountEventsAsync(log));
        Assert.Equal(before, disk.ReadAll(path));
    }

    [Fact, Trait("Plan", "E11")]
    public async Task The_zeros_of_a_segment_filled_beforehand_are_no_events_and_no_reason_to_warn()
    {
        LogImage image = await LogImage.CreateAsync();
        Assert.True(image.LastGroup[^1].PaddedEnd < LogImage.SegmentBytes - 100);
        await AssertCut(image, image.Copy(), null);
    }

    [Fact, Trait("Plan", "E08")]
    public async Task A_damaged_last_group_is_no_torn_tail_when_one_of_its_events_is_known_to_be_confirmed()
    {
        LogImage image = await LogImage.CreateAsync();
        SpecRecord last = image.LastGroup.Last(record => record.Kind == SpecRecord.Event);
        SimulatedDisk disk = image.Copy();
        disk.Tamper(last.File, bytes => bytes[last.Offset + 70] ^= 1);
        byte[] before = disk.ReadAll(last.File);

        EmbeddedLogOptions options = LogImage.Options(disk) with { MustHold = new ConfirmedEvent(last.Stream, last.Revision) };
        var refusal = await Assert.ThrowsAsync<EventLogDamagedException>(() => EmbeddedEventLog.OpenAsync(options));
        Assert.Contains($"confirmed event {last.Revision} of {last.Stream} is damaged or missing", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((Path.GetFileName(last.File), (long)image.LastGroup[0].Offset), (refusal.SegmentFile, refusal.Offset));
        Assert.Equal(before, disk.ReadAll(last.File));

        // One event less was confirmed: then it is a torn tail.
        long held = image.Events.Where(record => record.Stream == last.Stream && record.Group < last.Group).Max(record => record.Revision);
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(options with { MustHold = new ConfirmedEvent(last.Stream, held) });
        Assert.Equal(held, await log.GetRevisionAsync(last.Stream));
    }

    [Fact, Trait("Plan", "E08")]
    public async Task A_confirmed_event_missing_from_an_empty_directory_is_refused()
    {
        var disk = new SimulatedDisk();
        EmbeddedLogOptions options = LogImage.Options(disk) with { MustHold = new ConfirmedEvent("operations", 0) };
        var refusal = await Assert.ThrowsAsync<EventLogDamagedException>(() => EmbeddedEventLog.OpenAsync(options));
        Assert.Contains("confirmed event 0 of operations", refusal.Message, StringComparison.Ordinal);
    }

    private static (string Path, int Start, int End) LastGroup(LogImage image)
        => (image.LastGroup[0].File, image.LastGroup[0].Offset, image.LastGroup[^1].PaddedEnd);

    private static int LastNonZero(byte[] bytes) => bytes.AsSpan().LastIndexOfAnyExcept((byte)0);

    /// <param name="expected">A part of the warning; "" for a group that vanished without a trace; null for a whole log.</param>
    private static async Task AssertCut(LogImage image, SimulatedDisk disk, string? expected)
    {
        var warnings = new List<string>();
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(LogImage.Options(disk) with { OnWarning = warnings.Add });
        int lost = expected is null ? 0 : image.LastGroup.Count(record => record.Kind == SpecRecord.Event);
        Assert.Equal(image.Events.Count() - lost, await LogImage.CountEventsAsync(log));
        if (string.IsNullOrEmpty(expected))
        {
            Assert.Empty(warnings);
        }
        else
        {
            Assert.Contains(expected, Assert.Single(warnings), StringComparison.Ordinal);
        }
    }
}
