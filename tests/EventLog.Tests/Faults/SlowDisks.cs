using Rollup.EventLog.Tests.Damage;
using Rollup.EventLog.Tests.Simulation;

namespace Rollup.EventLog.Tests.Faults;

/// <summary>A disk that takes its time: appends wait in a bounded queue, nothing is confirmed early, and the status shows it.</summary>
public sealed class SlowDisks
{
    private readonly SimulatedDisk _disk = new();

    [Fact, Trait("Plan", "E31")]
    public async Task While_a_flush_takes_long_appends_wait_in_a_bounded_queue_and_share_the_next_flush()
    {
        await using EmbeddedEventLog log = await OpenAsync(options => options with { MaxWaitingBytes = 4_000 });
        using var hang = new Hang(_disk);
        Task<AppendResult> first = Append(log, "operations", -1);
        hang.WaitForFlush();

        var waiting = new List<Task<AppendResult>>();
        AppendRefused? refused = null;
        for (int i = 0; refused is null; i++)
        {
            Task<AppendResult> append = Append(log, $"stream-{i}", -1);
            refused = append.IsCompleted ? (await append) as AppendRefused : null;
            if (refused is null)
            {
                waiting.Add(append);
            }
        }

        Assert.True(refused.Retryable);
        Assert.InRange(waiting.Count, 10, 40);
        Assert.Equal(waiting.Count, log.Status.WaitingAppends);
        Assert.All([first, .. waiting], append => Assert.False(append.IsCompleted));
        Assert.Equal(IEventLog.NoStream, await log.GetRevisionAsync("operations"));

        hang.End();
        Assert.All(await Task.WhenAll([first, .. waiting]), result => Assert.Equal(new Appended(0), result));

        // The first group took a write and a flush; all that waited took one more of each.
        Assert.Equal((2, 2), (hang.WriteCount, hang.FlushCount));
    }

    [Fact, Trait("Plan", "E31")]
    public async Task What_waits_behind_a_slow_flush_is_never_more_than_a_segment_holds()
    {
        // More waits than fits into one segment, and the group limit alone would allow it.
        await using EmbeddedEventLog log = await OpenAsync(options => options with { MaxGroupBytes = 1 << 20 });
        using var hang = new Hang(_disk);
        Task<AppendResult>[] appends = [.. Enumerable.Range(0, 60).Select(i =>
            log.AppendAsync($"stream-{i}", -1, [TestEvents.Make($"stream-{i}", 0, dataBytes: 700)]).AsTask())];
        hang.WaitForFlush();
        hang.End();
        Assert.All(await Task.WhenAll(appends), result => Assert.Equal(new Appended(0), result));
        await log.DisposeAsync();
        await using EmbeddedEventLog again = await OpenAsync(options => options);
        for (int i = 0; i < appends.Length; i++)
        {
            RecordedEvent read = Assert.Single(await again.ReadAll($"stream-{i}"));
            TestEvents.AssertEqual(TestEvents.Make($"stream-{i}", 0, dataBytes: 700), $"stream-{i}", 0, read);
        }
    }

    [Fact, Trait("Plan", "E32")]
    public async Task A_flush_that_hangs_shows_in_the_status_and_confirms_nothing()
    {
        var clock = new ManualClock();
        await using EmbeddedEventLog log = await OpenAsync(options => options with { Time = clock });
        using var hang = new Hang(_disk);
        Task<AppendResult> append = Append(log, "operations", -1);
        hang.WaitForFlush();
        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(TimeSpan.FromSeconds(60), log.Status.CommitAge);
        Assert.False(append.IsCompleted);
        Assert.Empty(await log.ReadAll("operations"));

        hang.End();
        Assert.Equal(new Appended(0), await append);
        Assert.Equal(TimeSpan.Zero, log.Status.CommitAge);
    }

    [Fact, Trait("Plan", "E19")]
    public async Task With_a_full_disk_the_log_looks_for_room_by_itself()
    {
        _disk.Capacity = 2 * LogImage.SegmentBytes; // no room for a third
        await using EmbeddedEventLog log = await OpenAsync(options => options);
        long revision = -1;
        AppendResult result;
        while ((result = await log.AppendAsync("operations", revision, [TestEvents.Make("operations", revision + 1, dataBytes: 500)])) is Appended appended)
        {
            revision = appended.Revision;
        }

        Assert.True(Assert.IsType<AppendRefused>(result).Retryable);
        Assert.False(log.Status.IsWritable);

        _disk.Capacity = long.MaxValue;
        for (int i = 0; i < 2400 && !log.Status.IsWritable; i++) // two minutes, on a machine however busy
        {
            await Task.Delay(50);
        }

        Assert.True(log.Status.IsWritable);
        Assert.Equal(revision + 1, await log.Fill("operations", 1, dataBytes: 500));
    }

    private static Task<AppendResult> Append(EmbeddedEventLog log, string stream, long revision)
        => log.AppendAsync(stream, revision, [TestEvents.Make(stream, revision + 1)]).AsTask();

    private Task<EmbeddedEventLog> OpenAsync(Func<EmbeddedLogOptions, EmbeddedLogOptions> change)
        => EmbeddedEventLog.OpenAsync(change(LogImage.Options(_disk) with { SingleThreaded = false }));

    /// <summary>From its creation to its end, flushes of segments do not return.</summary>
    private sealed class Hang : IDisposable
    {
        private readonly ManualResetEventSlim _mayEnd = new();
        private readonly ManualResetEventSlim _started = new();
        private int _writes;
        private int _flushes;

        public Hang(SimulatedDisk disk) => disk.OnOperation = operation =>
        {
            if (operation.Path.EndsWith(".segment", StringComparison.Ordinal))
            {
                Meet(operation.Kind);
            }

            return null;
        };

        public int WriteCount => _writes;

        public int FlushCount => _flushes;

        public void WaitForFlush() => _started.Wait();

        public void End() => _mayEnd.Set();

        public void Dispose() => End();

        private void Meet(DiskOperationKind kind)
        {
            if (kind == DiskOperationKind.Write)
            {
                _writes++;
            }
            else if (kind == DiskOperationKind.FlushData)
            {
                _flushes++;
                _started.Set();
                _mayEnd.Wait();
            }
        }
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref _now);

        public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);
    }
}
