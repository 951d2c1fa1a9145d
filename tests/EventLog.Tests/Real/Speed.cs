using System.Diagnostics;
using Xunit.Abstractions;

namespace Rollup.EventLog.Tests.Real;

/// <summary>Prints how fast the log is on this disk, beside the disk's own flush. Measures; asserts only what must hold on any machine.</summary>
public sealed class Speed(ITestOutputHelper output)
{
    private const int Events = 1_000_000;
    private const int DataBytes = 600; // about 700 with type and metadata

    [Fact, Trait("Campaign", "speed"), Trait("Plan", "E28"), Trait("Plan", "G16")]
    public async Task A_million_events_are_written_opened_and_read()
    {
        using var directory = new TemporaryDirectory();
        Print(FlushProbe.Run(directory.Path));
        EmbeddedLogOptions options = new(directory.Path, "speed");
        await using (EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(options))
        {
            await Measure("append, 1,000 events a group", Events, () => AppendAsync(log, "operations", Events, perAppend: 1_000));
            await Measure("append, 1 event a group, one appender", 5_000, () => AppendAsync(log, "single", 5_000, perAppend: 1));
            await PrintLatencyAsync(log);
            await Measure("append, 1 event each, 64 appenders", 64_000, () => Task.WhenAll(
                Enumerable.Range(0, 64).Select(i => Task.Run(() => AppendAsync(log, $"many-{i}", 1_000, perAppend: 1)))));
        }

        for (int round = 0; round < 3; round++)
        {
            EmbeddedEventLog? opened = null;
            await Measure("open and verify", Events, async () => opened = await EmbeddedEventLog.OpenAsync(options));
            await using EmbeddedEventLog log = opened!;
            await Measure("read forwards", Events, () => ReadAsync(log, ReadDirection.Forwards));
            await Measure("read backwards", Events, () => ReadAsync(log, ReadDirection.Backwards));
            await Measure("read one at random", 20_000, () => ReadOneByOneAsync(log));
        }
    }

    private static async Task AppendAsync(EmbeddedEventLog log, string stream, int count, int perAppend)
    {
        // One body for all: making random bytes must not be what is measured.
        NewEvent sample = TestEvents.Make(stream, 0, DataBytes);
        var events = new NewEvent[perAppend];
        for (long revision = -1; revision < count - 1; revision += perAppend)
        {
            for (int i = 0; i < perAppend; i++)
            {
                events[i] = sample with { Id = TestEvents.Id("", revision + 1 + i, 0) };
            }

            Assert.Equal(new Appended(revision + perAppend), await log.AppendAsync(stream, revision, events));
        }
    }

    private static async Task ReadAsync(EmbeddedEventLog log, ReadDirection direction)
    {
        long count = 0;
        await foreach (RecordedEvent e in log.ReadAsync("operations", direction == ReadDirection.Forwards ? 0 : long.MaxValue, direction, long.MaxValue))
        {
            count += e.Data.Length == DataBytes ? 1 : 0;
        }

        Assert.Equal(Events, count);
    }

    private static async Task ReadOneByOneAsync(EmbeddedEventLog log)
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            long revision = random.Next(Events);
            Assert.Equal(revision, Assert.Single(await log.ReadAll("operations", revision, max: 1)).Revision);
        }
    }

    /// <summary>16 kB each, so that the log goes over to new segments while it is measured, and zero-fills the ones after.</summary>
    private async Task PrintLatencyAsync(EmbeddedEventLog log)
    {
        const int Count = 10_000;
        NewEvent sample = TestEvents.Make("latency", 0, 16_000);
        var taken = new List<TimeSpan>(Count);
        for (int i = 0; i < Count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Assert.Equal(new Appended(i), await log.AppendAsync("latency", i - 1, [sample with { Id = TestEvents.Id("", i, 0) }]));
            taken.Add(Stopwatch.GetElapsedTime(start));
        }

        FlushLatency latency = FlushLatency.Of(taken);
        output.WriteLine($"one append of 16 kB, rolling over segments: p50 {latency.P50.TotalMicroseconds:F0} µs, "
            + $"p99 {latency.P99.TotalMicroseconds:F0} µs, max {latency.Max.TotalMicroseconds:F0} µs");
    }

    private async Task Measure(string what, int count, Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{what}: {taken.TotalSeconds:F2} s, {count / taken.TotalSeconds:F0} events/s, {taken.TotalMicroseconds / count:F2} µs each");
    }

    private void Print(FlushProbeResult probe) => output.WriteLine(
        $"disk flush: in zeros p50 {probe.InZeroFilledFile.P50.TotalMicroseconds:F0} µs, p99 {probe.InZeroFilledFile.P99.TotalMicroseconds:F0} µs; "
        + $"growing p50 {probe.OnGrowingFile.P50.TotalMicroseconds:F0} µs, p99 {probe.OnGrowingFile.P99.TotalMicroseconds:F0} µs");
}
