using Rollup.EventLog.Storage;

namespace Rollup.EventLog;

/// <summary>Measures how long the disk itself takes to make a small write durable: the floor under every receipt's latency.</summary>
public static class FlushProbe
{
    private const int FileBytes = 4 << 20;
    private const int WriteBytes = 1024;
    private const int WarmUpRounds = 20;

    /// <summary>Writes and flushes in a temporary file, which it removes.</summary>
    /// <param name="directory">On the disk in question; must exist.</param>
    public static FlushProbeResult Run(string directory, int rounds = 500, IFileSystem? fileSystem = null, TimeProvider? time = null)
    {
        IFileSystem files = fileSystem ?? PhysicalFileSystem.Instance;
        string path = Path.Combine(directory, "flush-probe.tmp");
        try
        {
            using IStorageFile file = files.Open(path, FileUse.Create);
            file.Write(0, new byte[FileBytes]);
            file.Flush();
            FlushLatency inZeros = Measure(rounds, time, file.FlushData, (round, bytes) => file.Write(round * WriteBytes % FileBytes, bytes));
            FlushLatency growing = Measure(rounds, time, file.Flush, (round, bytes) => file.Write(FileBytes + (long)round * WriteBytes, bytes));
            return new FlushProbeResult(inZeros, growing);
        }
        finally
        {
            files.Delete(path);
        }
    }

    private static FlushLatency Measure(int rounds, TimeProvider? time, Action flush, Action<int, byte[]> write)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        var taken = new List<TimeSpan>(rounds);
        byte[] bytes = new byte[WriteBytes];
        for (int round = -WarmUpRounds; round < rounds; round++)
        {
            bytes.AsSpan().Fill((byte)(round | 1));
            write(round + WarmUpRounds, bytes);
            long start = clock.GetTimestamp();
            flush();
            if (round >= 0)
            {
                taken.Add(clock.GetElapsedTime(start));
            }
        }

        return FlushLatency.Of(taken);
    }
}

/// <param name="InZeroFilledFile">fdatasync after a write into zeros, as the log does it.</param>
/// <param name="OnGrowingFile">fsync after a write that makes the file longer, for comparison.</param>
public sealed record FlushProbeResult(FlushLatency InZeroFilledFile, FlushLatency OnGrowingFile);

/// <summary>The distribution of a flush's duration.</summary>
public sealed record FlushLatency(int Count, TimeSpan P50, TimeSpan P99, TimeSpan Max)
{
    /// <summary>Nearest-rank percentiles of at least one duration.</summary>
    public static FlushLatency Of(IReadOnlyCollection<TimeSpan> durations)
    {
        TimeSpan[] sorted = [.. durations.Order()];
        return new FlushLatency(sorted.Length, At(0.50), At(0.99), sorted[^1]);

        TimeSpan At(double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
