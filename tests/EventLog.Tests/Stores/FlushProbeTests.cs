using Xunit.Abstractions;

namespace Rollup.EventLog.Tests.Stores;

public sealed class FlushProbeTests(ITestOutputHelper output)
{
    [Fact]
    public void Percentiles_are_by_nearest_rank()
    {
        FlushLatency latency = FlushLatency.Of([.. Enumerable.Range(1, 200).Reverse().Select(i => TimeSpan.FromMilliseconds(i))]);
        Assert.Equal(new FlushLatency(200, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(198), TimeSpan.FromMilliseconds(200)), latency);
        Assert.Equal(TimeSpan.FromSeconds(1), FlushLatency.Of([TimeSpan.FromSeconds(1)]).P99);
    }

    [Fact, Trait("Plan", "E37")]
    public void The_disks_own_flush_is_measured_and_leaves_nothing_behind()
    {
        using var directory = new TemporaryDirectory();
        FlushProbeResult result = FlushProbe.Run(directory.Path, rounds: 100);
        output.WriteLine($"E37: fdatasync in zeros p50 {result.InZeroFilledFile.P50.TotalMicroseconds:F0} µs, p99 {result.InZeroFilledFile.P99.TotalMicroseconds:F0} µs; "
            + $"fsync on a growing file p50 {result.OnGrowingFile.P50.TotalMicroseconds:F0} µs, p99 {result.OnGrowingFile.P99.TotalMicroseconds:F0} µs");
        Assert.Equal((100, 100), (result.InZeroFilledFile.Count, result.OnGrowingFile.Count));
        Assert.True(result.InZeroFilledFile.P50 > TimeSpan.Zero);
        Assert.Empty(Directory.GetFiles(directory.Path));
    }
}
