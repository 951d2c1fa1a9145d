using System.Buffers.Binary;
using Rollup.EventLog.Tests.Simulation;
using Xunit.Abstractions;

namespace Rollup.EventLog.Tests.Damage;

/// <summary>What was once on stable storage and is wrong now: the log refuses to open, says where, and changes nothing.</summary>
public sealed class DamagedLogs(ITestOutputHelper output)
{
    [Fact, Trait("Plan", "E07")]
    public async Task A_damaged_event_with_whole_groups_behind_it_is_named_by_segment_offset_and_sequence()
    {
        LogImage image = await LogImage.CreateAsync();
        foreach (SpecRecord record in image.Events.Where(record => record.Group < image.LastGroup[0].Group))
        {
            SimulatedDisk disk = image.Copy();
            disk.Tamper(record.File, bytes => bytes[record.Offset + record.Length - 1] ^= 0x40);
            EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
            Assert.Equal(
                (Path.GetFileName(record.File), (long)record.Offset, record.Position),
                (refusal.SegmentFile, refusal.Offset, refusal.Position));
            Assert.Contains($"{refusal.SegmentFile}, offset {record.Offset}, first bad sequence {record.Position}", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Plan", "E09")]
    public async Task A_turned_bit_in_a_length_takes_no_memory_and_is_found()
    {
        LogImage image = await LogImage.CreateAsync();
        long confirmed = image.LastGroup[0].Group;
        foreach (SpecRecord record in image.Records.Where(record => record.Group < confirmed))
        {
            for (int bit = 0; bit < 32; bit++)
            {
                SimulatedDisk disk = image.Copy();
                disk.Tamper(record.File, bytes => bytes[record.Offset + 4 + (bit / 8)] ^= (byte)(1 << (bit % 8)));
                long before = GC.GetAllocatedBytesForCurrentThread();
                await Assert.ThrowsAsync<EventLogDamagedException>(() => EmbeddedEventLog.OpenAsync(LogImage.Options(disk)));
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
            }
        }
    }

    [Fact, Trait("Plan", "E10"), Trait("Plan", "G4"), Trait("Plan", "E35")]
    public async Task A_turned_bit_is_found_wherever_it_is() => await TurnBits(every: 41);

    [Fact, Trait("Campaign", "bits"), Trait("Plan", "G4")]
    public async Task Every_turned_bit_of_the_log_is_found() => await TurnBits(every: 1, segments: 8);

    [Theory, Trait("Plan", "E35")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task One_bad_byte_in_any_segment_is_found(int segments)
    {
        LogImage image = await LogImage.CreateAsync(segments, more: 2);
        foreach (string path in image.Segments)
        {
            SimulatedDisk disk = image.Copy();
            SpecRecord record = image.Events.First(record => record.File == path);
            disk.Tamper(path, bytes => bytes[record.Offset + 66] ^= 1);
            EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
            Assert.Equal(Path.GetFileName(path), refusal.SegmentFile);
        }
    }

    [Fact, Trait("Plan", "E12")]
    public async Task A_sector_of_zeros_in_the_middle_is_found()
    {
        LogImage image = await LogImage.CreateAsync();
        int lastStart = image.LastGroup[0].Offset;
        foreach (string path in image.Segments)
        {
            int used = path == image.Segments[^1] ? lastStart : image.Records.Last(record => record.File == path).PaddedEnd;
            for (int sector = 0; (sector + 1) * 512 <= used; sector++)
            {
                SimulatedDisk disk = image.Copy();
                disk.Tamper(path, bytes => bytes.AsSpan(sector * 512, 512).Clear());
                EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
                Assert.Equal(Path.GetFileName(path), refusal.SegmentFile);
                Assert.InRange(refusal.Offset, 0, (sector + 1) * 512);
            }
        }
    }

    [Fact, Trait("Plan", "E12")]
    public async Task A_whole_group_that_never_reached_the_disk_is_found_when_a_later_one_did()
    {
        LogImage image = await LogImage.CreateAsync();
        foreach (IGrouping<long, SpecRecord> group in image.Records.Where(r => r.Kind != SpecRecord.EndMark).GroupBy(r => r.Group).SkipLast(1))
        {
            SimulatedDisk disk = image.Copy();
            disk.Tamper(group.First().File, bytes => bytes.AsSpan(group.First().Offset..group.Last().PaddedEnd).Clear());
            EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
            Assert.Equal(((long)group.First().Offset, group.First().Position), (refusal.Offset, refusal.Position));
        }
    }

    [Fact, Trait("Plan", "E13")]
    public async Task A_valid_group_at_another_place_is_found()
    {
        LogImage image = await LogImage.CreateAsync();
        List<IGrouping<long, SpecRecord>> groups = [.. image.Records.Where(r => r.Kind != SpecRecord.EndMark).GroupBy(r => r.Group)];
        foreach (IGrouping<long, SpecRecord> from in groups)
        {
            foreach (IGrouping<long, SpecRecord> to in groups.Where(to => to.Key != from.Key))
            {
                byte[] stray = image.Disk.ReadAll(from.First().File)[from.First().Offset..from.Last().PaddedEnd];
                SimulatedDisk disk = image.Copy();
                disk.Tamper(to.First().File, bytes =>
                    stray.AsSpan(0, Math.Min(stray.Length, bytes.Length - to.First().Offset)).CopyTo(bytes.AsSpan(to.First().Offset)));
                EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
                Assert.Equal((Path.GetFileName(to.First().File), (long)to.First().Offset), (refusal.SegmentFile, refusal.Offset));
                Assert.Contains($"the record was written for {Path.GetFileName(from.First().File)}, offset {from.First().Offset}", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact, Trait("Plan", "E14")]
    public async Task An_older_copy_of_a_segment_is_found()
    {
        LogImage image = await LogImage.CreateAsync(segments: 4);

        // The copy was made when segment 2 had its first two groups.
        SpecRecord second = image.Records.Where(r => r.File == LogImage.PathOf(2) && r.Kind == SpecRecord.Trailer).ElementAt(1);
        SimulatedDisk disk = image.Copy();
        disk.Tamper(LogImage.PathOf(2), bytes => bytes.AsSpan(second.PaddedEnd).Clear());
        EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
        Assert.Contains("stale", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Plan", "E14")]
    [InlineData(2, 0)]
    [InlineData(1, 5)] // the same shape with other content: nothing but the chain of seals tells
    public async Task A_segment_of_the_same_number_from_a_fork_of_the_log_is_found(int seed, int content)
    {
        LogImage image = await LogImage.CreateAsync(segments: 4);
        LogImage fork = await LogImage.CreateAsync(segments: 4, seed: seed, content: content);
        for (int segment = 1; segment <= 4; segment++)
        {
            SimulatedDisk disk = image.Copy();
            disk.Put(LogImage.PathOf(segment), fork.Disk.ReadAll(LogImage.PathOf(segment)));
            EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
            Assert.Contains("stale or from another log", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Plan", "E12"), Trait("Plan", "E14")]
    public async Task A_group_of_the_same_number_and_size_from_a_fork_of_the_log_is_found()
    {
        LogImage image = await LogImage.CreateAsync();
        LogImage fork = await LogImage.CreateAsync(content: 5);
        Assert.Equal(image.Records.Select(r => (r.File, r.Offset, r.Group)), fork.Records.Select(r => (r.File, r.Offset, r.Group)));
        foreach (IGrouping<long, SpecRecord> group in image.Records.Where(r => r.Kind != SpecRecord.EndMark).GroupBy(r => r.Group).SkipLast(1))
        {
            (string path, int start, int end) = (group.First().File, group.First().Offset, group.Last().PaddedEnd);
            SimulatedDisk disk = image.Copy();
            disk.Tamper(path, bytes => fork.Disk.ReadAll(path).AsSpan(start..end).CopyTo(bytes.AsSpan(start)));
            EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
            Assert.Contains("seal", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory, Trait("Plan", "E15")]
    [InlineData(1, "later ones exist")]
    [InlineData(2, "later ones exist")]
    [InlineData(4, "00000003.segment is marked as ended")]
    public async Task A_missing_segment_is_named(int missing, string reason)
    {
        LogImage image = await LogImage.CreateAsync(segments: 4);
        SimulatedDisk disk = image.Copy();
        disk.Remove(LogImage.PathOf(missing));
        EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
        Assert.Equal(Path.GetFileName(LogImage.PathOf(missing)), refusal.SegmentFile);
        Assert.Equal(image.Events.First(r => r.File == LogImage.PathOf(missing)).Position, refusal.Position);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Plan", "E15")]
    public async Task Two_swapped_segments_are_named()
    {
        LogImage image = await LogImage.CreateAsync(segments: 4);
        SimulatedDisk disk = image.Copy();
        disk.Put(LogImage.PathOf(2), image.Disk.ReadAll(LogImage.PathOf(3)));
        disk.Put(LogImage.PathOf(3), image.Disk.ReadAll(LogImage.PathOf(2)));
        EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
        Assert.Contains("00000002.segment", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("the file holds segment 3", refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Plan", "E15")]
    public async Task A_duplicated_segment_is_named()
    {
        LogImage image = await LogImage.CreateAsync(segments: 3);
        SimulatedDisk disk = image.Copy();
        disk.Put(LogImage.PathOf(4), image.Disk.ReadAll(LogImage.PathOf(3)));
        EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
        Assert.Equal("00000004.segment", refusal.SegmentFile);
    }

    [Theory, Trait("Plan", "E15")]
    [InlineData("3.segment")]
    [InlineData("00000003 (copy).segment")]
    [InlineData("00000000.segment")]
    public async Task A_file_with_a_name_like_a_segments_but_not_one_is_named(string name)
    {
        LogImage image = await LogImage.CreateAsync();
        SimulatedDisk disk = image.Copy();
        disk.Put($"{LogImage.Directory}/{name}", image.Disk.ReadAll(LogImage.PathOf(3)));
        EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
        Assert.Equal(name, refusal.SegmentFile);
    }

    [Fact]
    public async Task A_segment_cut_short_or_made_longer_is_named()
    {
        LogImage image = await LogImage.CreateAsync();
        foreach (int length in new[] { 0, 100, 511, 512, 5000, LogImage.SegmentBytes - 1, LogImage.SegmentBytes + 1 })
        {
            SimulatedDisk disk = image.Copy();
            byte[] content = image.Disk.ReadAll(LogImage.PathOf(2));
            Array.Resize(ref content, length);
            disk.Put(LogImage.PathOf(2), content);
            EventLogDamagedException refusal = await LogImage.AssertRefusedAsync(disk);
            Assert.Equal("00000002.segment", refusal.SegmentFile);
        }
    }

    [Fact, Trait("Plan", "E16")]
    public async Task A_segment_of_another_log_is_refused_with_both_names()
    {
        LogImage image = await LogImage.CreateAsync();
        var refusal = await Assert.ThrowsAsync<EventLogFormatException>(
            () => EmbeddedEventLog.OpenAsync(LogImage.Options(image.Copy()) with { Identity = "another chain" }));
        Assert.Equal("00000001.segment: expected the log 'another chain', found a segment of the log 'image'.", refusal.Message);
    }

    [Fact, Trait("Plan", "E29")]
    public async Task A_newer_format_is_refused_with_both_versions_and_a_damaged_version_is_damage()
    {
        LogImage image = await LogImage.CreateAsync();
        SimulatedDisk disk = image.Copy();
        disk.Tamper(LogImage.PathOf(2), bytes => bytes[8] = 7);
        await LogImage.AssertRefusedAsync(disk);

        disk.Tamper(LogImage.PathOf(2), bytes => BinaryPrimitives.WriteUInt32LittleEndian(
            bytes.AsSpan(12), SpecReader.Crc([.. bytes[..12], .. bytes[16..512]])));
        var refusal = await Assert.ThrowsAsync<EventLogFormatException>(() => EmbeddedEventLog.OpenAsync(LogImage.Options(disk)));
        Assert.Equal("00000002.segment: expected format version 1, found version 7.", refusal.Message);
    }

    [Fact]
    public async Task Damage_that_comes_while_the_log_is_open_is_met_by_the_read_that_touches_it()
    {
        LogImage image = await LogImage.CreateAsync();
        SimulatedDisk disk = image.Copy();
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(LogImage.Options(disk));
        SpecRecord record = image.Events.First(r => r.Stream == "operations" && r.Revision == 3);
        disk.OnOperation = operation => operation.Kind == DiskOperationKind.Read ? new DiskFault.FlippedBit((record.Offset + 70) * 8) : null;

        var damage = await Assert.ThrowsAsync<EventLogDamagedException>(() => log.ReadAll("operations"));
        Assert.Equal((Path.GetFileName(record.File), (long)record.Offset), (damage.SegmentFile, damage.Offset));
        Assert.Contains("revision 3 of operations", damage.Message, StringComparison.Ordinal);
    }

    /// <summary>With the last event known as confirmed, every single bit matters, except in the unused rest of a segment.</summary>
    private async Task TurnBits(int every, int segments = 3)
    {
        LogImage image = await LogImage.CreateAsync(segments);
        int events = image.Events.Count();
        SpecRecord last = image.LastGroup.Last(record => record.Kind == SpecRecord.Event);
        int tried = 0;
        int unused = 0;
        foreach (string path in image.Segments)
        {
            SimulatedDisk disk = image.Copy();
            int end = image.Records.Last(record => record.File == path).PaddedEnd;
            for (int bit = tried % every; bit < LogImage.SegmentBytes * 8; bit += every, tried++)
            {
                disk.Tamper(path, bytes => bytes[bit / 8] ^= (byte)(1 << (bit % 8)));
                EmbeddedLogOptions options = LogImage.Options(disk) with { MustHold = new ConfirmedEvent(last.Stream, last.Revision) };
                if (bit / 8 >= end)
                {
                    await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(options);
                    Assert.Equal(events, await LogImage.CountEventsAsync(log));
                    disk = image.Copy();
                    unused++;
                    continue;
                }

                try
                {
                    await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(options);
                    Assert.Fail($"turned bit {bit} of {path} was missed");
                }
                catch (EventLogException)
                {
                    disk.Tamper(path, bytes => bytes[bit / 8] ^= (byte)(1 << (bit % 8)));
                }
            }
        }

        output.WriteLine($"G4: {tried} bits turned, 0 missed, {unused} of them in unused space");
        Assert.True(tried >= 4_000 / (every == 41 ? 1 : 41), $"{tried} bits tried");
    }
}
