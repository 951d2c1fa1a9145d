using Rollup.EventLog.Tests.Damage;
using Rollup.EventLog.Tests.Simulation;

namespace Rollup.EventLog.Tests.Faults;

/// <summary>Errors that the disk reports: nothing is confirmed that is not safe, and the log says whether trying again helps.</summary>
public sealed class IoFaults
{
    private readonly SimulatedDisk _disk = new();

    [Fact, Trait("Plan", "E17")]
    public async Task After_a_failed_flush_nothing_is_confirmed_and_nothing_is_flushed_again()
    {
        await using EmbeddedEventLog log = await OpenAsync();
        await log.Fill("operations", 3);

        _disk.OnOperation = operation => operation.Kind == DiskOperationKind.FlushData ? new DiskFault.Error() : null;
        AppendResult failed = await log.AppendAsync("operations", 2, [TestEvents.Make("operations", 3)]);
        Assert.IsType<OutcomeUnknown>(failed);

        int changes = _disk.ChangeCount;
        _disk.OnOperation = null;
        var refused = Assert.IsType<AppendRefused>(await log.AppendAsync("operations", 2, [TestEvents.Make("operations", 3)]));
        Assert.False(refused.Retryable);
        Assert.Equal(changes, _disk.ChangeCount);
        Assert.Equal((false, true), (log.Status.IsWritable, log.Status.IsStopped));
        Assert.Equal(2, await log.GetRevisionAsync("operations"));
        Assert.Equal(3, (await log.ReadAll("operations")).Count);
    }

    [Fact, Trait("Plan", "E17")]
    public async Task What_a_failed_flush_left_in_the_page_cache_is_written_and_flushed_again_before_it_counts()
    {
        NewEvent fourth = TestEvents.Make("operations", 3);
        await using (EmbeddedEventLog log = await OpenAsync())
        {
            await log.Fill("operations", 3);
            _disk.OnOperation = operation => operation.Kind == DiskOperationKind.FlushData ? new DiskFault.Error() : null;
            Assert.IsType<OutcomeUnknown>(await log.AppendAsync("operations", 2, [fourth]));
        }

        // The process starts again on the same machine: the page cache shows the event, the platter does not have it.
        _disk.KillProcess();
        _disk.OnOperation = null;
        await using (EmbeddedEventLog log = await OpenAsync())
        {
            Assert.Equal(3, await log.GetRevisionAsync("operations"));

            // Reading back is how the appender learns the outcome; a retry by id tells the same.
            Assert.Equal(new Appended(3), await log.AppendAsync("operations", 2, [fourth]));
            await log.Fill("operations", 1);
        }

        await using EmbeddedEventLog afterPowerCut = await OpenAsync(_disk.AfterPowerCut(CrashOutcome.None, new Random(1)));
        Assert.Equal(4, await afterPowerCut.GetRevisionAsync("operations"));
        TestEvents.AssertEqual(fourth, "operations", 3, (await afterPowerCut.ReadAll("operations"))[3]);
    }

    [Fact, Trait("Plan", "E17")]
    public async Task A_flush_that_fails_while_opening_keeps_the_log_closed()
    {
        await using (EmbeddedEventLog log = await OpenAsync())
        {
            await log.Fill("operations", 3);
        }

        _disk.OnOperation = operation => operation.Kind == DiskOperationKind.FlushData ? new DiskFault.Error() : null;
        await Assert.ThrowsAsync<EventLogUnavailableException>(() => OpenAsync());
        _disk.OnOperation = null;
        await using EmbeddedEventLog again = await OpenAsync();
        Assert.Equal(2, await again.GetRevisionAsync("operations"));
    }

    [Theory, Trait("Plan", "E18")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(600)]
    public async Task A_short_write_with_an_error_behind_it_leaves_no_half_group(int writtenBytes)
    {
        NewEvent[] events = TestEvents.Make("operations", 3, count: 3, dataBytes: 300, seed: 0);
        await using (EmbeddedEventLog log = await OpenAsync())
        {
            await log.Fill("operations", 3);
            _disk.OnOperation = operation => operation.Kind == DiskOperationKind.Write ? new DiskFault.ShortWrite(writtenBytes) : null;
            Assert.IsType<OutcomeUnknown>(await log.AppendAsync("operations", 2, events));
            Assert.True(log.Status.IsStopped);
        }

        _disk.OnOperation = null;
        foreach (SimulatedDisk disk in new[] { _disk.AfterPowerCut(CrashOutcome.All, new Random(1)), _disk })
        {
            await using EmbeddedEventLog log = await OpenAsync(disk);
            Assert.Equal(2, await log.GetRevisionAsync("operations"));
            Assert.Equal(new Appended(5), await log.AppendAsync("operations", 2, events));
        }
    }

    [Theory, Trait("Plan", "E19")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(700)]
    public async Task A_disk_full_on_append_is_refused_as_retryable_and_the_log_goes_on_once_there_is_room(int writtenBytes)
    {
        await using EmbeddedEventLog log = await OpenAsync();
        await log.Fill("operations", 3);
        _disk.OnOperation = operation => operation.Kind == DiskOperationKind.Write ? new DiskFault.Full(writtenBytes) : null;
        var refused = Assert.IsType<AppendRefused>(
            await log.AppendAsync("operations", 2, TestEvents.Make("operations", 3, count: 3, dataBytes: 300, seed: 1)));
        Assert.True(refused.Retryable);
        Assert.Equal((false, false), (log.Status.IsWritable, log.Status.IsStopped));
        Assert.Equal(3, (await log.ReadAll("operations")).Count);

        // The next group is shorter than what the failed write left behind.
        _disk.OnOperation = null;
        Assert.Equal(3, await log.Fill("operations", 1));
        Assert.True(log.Status.IsWritable);
        await AssertCleanAsync(_disk.AfterPowerCut(CrashOutcome.None, new Random(1)), expectedRevision: 3);
    }

    [Fact, Trait("Plan", "E20"), Trait("Plan", "E21")]
    public async Task A_disk_full_when_a_segment_is_needed_is_refused_as_retryable_and_survives_restarts()
    {
        _disk.Capacity = LogImage.SegmentBytes + 2000; // the first segment and little else
        long revision;
        await using (EmbeddedEventLog log = await OpenAsync())
        {
            AppendResult result;
            do
            {
                revision = await log.GetRevisionAsync("operations");
                result = await log.AppendAsync("operations", revision, [TestEvents.Make("operations", revision + 1, dataBytes: 500)]);
            }
            while (result is Appended);

            Assert.True(Assert.IsType<AppendRefused>(result).Retryable);
            Assert.InRange(revision, 5, 20);
        }

        // Restart with the disk still full: everything is readable, appends are refused as before.
        await using (EmbeddedEventLog log = await OpenAsync())
        {
            Assert.Equal(revision + 1, (await log.ReadAll("operations")).Count);
            AppendResult result = await log.AppendAsync("operations", revision, [TestEvents.Make("operations", revision + 1, dataBytes: 500)]);
            Assert.True(Assert.IsType<AppendRefused>(result).Retryable);

            // Room again: it goes on by itself.
            _disk.Capacity = long.MaxValue;
            await log.Fill("operations", 1, dataBytes: 500);
        }

        Assert.Contains(LogImage.PathOf(2), _disk.Files);
        await AssertCleanAsync(_disk.AfterPowerCut(CrashOutcome.None, new Random(1)), revision + 1);
    }

    [Theory, Trait("Plan", "E03"), Trait("Plan", "E17")]
    [InlineData(DiskOperationKind.Rename)]
    [InlineData(DiskOperationKind.FlushDirectory)]
    public async Task A_failure_while_going_over_to_the_next_segment_stops_the_log_and_a_restart_repairs_it(DiskOperationKind failing)
    {
        long revision = -1;
        await using (EmbeddedEventLog log = await OpenAsync())
        {
            _disk.OnOperation = operation => operation.Kind == failing ? new DiskFault.Error() : null;
            while (await log.AppendAsync("operations", revision, [TestEvents.Make("operations", revision + 1, dataBytes: 500)]) is Appended appended)
            {
                revision = appended.Revision;
            }

            Assert.True(log.Status.IsStopped);
        }

        _disk.OnOperation = null;
        await using EmbeddedEventLog again = await OpenAsync();
        Assert.Equal(revision, await again.GetRevisionAsync("operations"));
        Assert.Equal(revision + 10, await again.Fill("operations", 10, dataBytes: 500));
    }

    [Fact, Trait("Plan", "E12")]
    public async Task A_write_that_never_reached_the_platter_is_found_once_a_later_group_did()
    {
        await using (EmbeddedEventLog log = await OpenAsync())
        {
            await log.Fill("operations", 3);
            _disk.OnOperation = operation => operation.Kind == DiskOperationKind.Write ? new DiskFault.LostWrite() : null;
            await log.Fill("operations", 1);
            _disk.OnOperation = null;
            await log.Fill("operations", 1);
        }

        SimulatedDisk disk = _disk.AfterPowerCut(CrashOutcome.All, new Random(1));
        var refusal = await Assert.ThrowsAsync<EventLogDamagedException>(() => OpenAsync(disk));
        Assert.Equal(3, refusal.Position);
    }

    [Fact, Trait("Plan", "E13")]
    public async Task A_write_that_went_elsewhere_in_the_file_is_found_once_a_later_group_is_there()
    {
        await using (EmbeddedEventLog log = await OpenAsync())
        {
            await log.Fill("operations", 3);
            _disk.OnOperation = operation => operation.Kind == DiskOperationKind.Write ? new DiskFault.MisdirectedWrite(operation.Offset + 2048) : null;
            await log.Fill("operations", 1);
            _disk.OnOperation = null;
            await log.Fill("operations", 1);
        }

        SimulatedDisk disk = _disk.AfterPowerCut(CrashOutcome.All, new Random(1));
        var refusal = await Assert.ThrowsAsync<EventLogDamagedException>(() => OpenAsync(disk));
        Assert.Equal(3, refusal.Position);
    }

    [Fact, Trait("Plan", "E24")]
    public async Task A_directory_removed_under_a_running_log_ends_confirmations()
    {
        await using EmbeddedEventLog log = await OpenAsync();
        await log.Fill("operations", 3);
        foreach (string path in _disk.Files.ToArray())
        {
            _disk.Remove(path);
        }

        var unknown = Assert.IsType<OutcomeUnknown>(await log.AppendAsync("operations", 2, [TestEvents.Make("operations", 3)]));
        Assert.Contains("was removed while in use", unknown.Reason, StringComparison.Ordinal);
        Assert.True(log.Status.IsStopped);
    }

    private async Task<EmbeddedEventLog> OpenAsync(SimulatedDisk? disk = null)
    {
        SimulatedDisk used = disk ?? _disk;
        used.KillProcess();
        return await EmbeddedEventLog.OpenAsync(LogImage.Options(used));
    }

    /// <summary>Opens without a warning and with all events up to a revision.</summary>
    private static async Task AssertCleanAsync(SimulatedDisk disk, long expectedRevision)
    {
        var warnings = new List<string>();
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(LogImage.Options(disk) with { OnWarning = warnings.Add });
        Assert.Empty(warnings);
        Assert.Equal(expectedRevision + 1, (await log.ReadAll("operations")).Count);
    }
}
