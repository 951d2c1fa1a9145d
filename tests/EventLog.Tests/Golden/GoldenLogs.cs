using System.Runtime.CompilerServices;
using Rollup.EventLog.Marks;
using Rollup.EventLog.Snapshots;
using Rollup.EventLog.Tests.Damage;
using Rollup.EventLog.Tests.Simulation;

namespace Rollup.EventLog.Tests.Golden;

/// <summary>
/// Files of every released format, kept in the repository. Each must open in every later release; those of the newest format
/// must also come out byte for byte when they are written again. A change of format adds a folder, it never edits one.
/// </summary>
public sealed class GoldenLogs
{
    private const string Identity = "golden log";
    private const string MarkPath = "/sim/golden/mark";

    private static readonly (string Stream, int Count, int DataBytes)[] Appends =
        [("operations", 3, 100), ("l1", 1, 0), ("operations", 1, 700), ("proofs", 2, 333), ("operations", 4, 50), ("l1", 1, 9)];

    [Fact, Trait("Plan", "E30"), Trait("Plan", "G12")]
    public async Task The_files_of_format_1_are_written_today_as_they_were_on_the_first_day()
    {
        SimulatedDisk disk = await WriteAsync();
        foreach (string path in disk.Files.Where(path => Path.GetExtension(path) is ".segment" or ".snapshot" || path == MarkPath))
        {
            Assert.Equal(await File.ReadAllBytesAsync(StoredPath(path)), disk.ReadAll(path));
        }

        Assert.Equal(6, Directory.GetFiles(StoredPath("")).Length);
    }

    [Fact, Trait("Plan", "E30"), Trait("Plan", "G12")]
    public async Task A_log_of_format_1_opens_and_reads_back()
    {
        using var directory = new TemporaryDirectory();
        foreach (string path in Directory.GetFiles(StoredPath(""), "*.segment"))
        {
            File.Copy(path, directory[Path.GetFileName(path)]);
        }

        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(new EmbeddedLogOptions(directory.Path, Identity) { SegmentBytes = 64 * 1024 });
        foreach (IGrouping<string, (string, int Count, int DataBytes)> stream in Appends.GroupBy(append => append.Stream))
        {
            List<RecordedEvent> events = await log.ReadAll(stream.Key);
            int[] sizes = [.. stream.SelectMany(append => Enumerable.Repeat(append.DataBytes, append.Count))];
            Assert.Equal(sizes.Length, events.Count);
            for (int i = 0; i < sizes.Length; i++)
            {
                TestEvents.AssertEqual(TestEvents.Make(stream.Key, i, sizes[i]), stream.Key, i, events[i]);
            }
        }
    }

    [Fact]
    public async Task The_specification_alone_is_enough_to_read_a_segment()
    {
        var records = new List<SpecRecord>();
        foreach (string path in Directory.GetFiles(StoredPath(""), "*.segment").Order(StringComparer.Ordinal))
        {
            records.AddRange(SpecReader.Read(path, await File.ReadAllBytesAsync(path)));
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), records.Where(r => r.Kind == SpecRecord.Event).Select(r => r.Position));
        Assert.Equal(Appends.Length, records.Count(r => r.Kind == SpecRecord.Trailer));
        Assert.Equal(3, records.Count(r => r.Kind == SpecRecord.EndMark));

        SpecRecord second = records.First(r => r.Stream == "operations" && r.Revision == 1);
        NewEvent expected = TestEvents.Make("operations", 1, 100);
        Assert.Equal([.. "BatchSealed"u8, .. expected.Metadata.Span, .. expected.Data.Span], second.Payload);
    }

    private static async Task<SimulatedDisk> WriteAsync()
    {
        var disk = new SimulatedDisk();
        EmbeddedLogOptions options = new("/sim/golden", Identity) { FileSystem = disk, SingleThreaded = true, SegmentBytes = 2048, MaxAppendBytes = 1000 };
        await using (EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(options))
        {
            foreach ((string stream, int count, int dataBytes) in Appends)
            {
                await log.Fill(stream, count, dataBytes);
            }
        }

        byte[] payload = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        new SnapshotStore("/sim/golden", Identity, fileSystem: disk).Save(7, payload);
        using HighWaterMark mark = HighWaterMark.Open(MarkPath, Identity, fileSystem: disk);
        mark.Advance(7, payload.AsSpan(0, 32));
        return disk;
    }

    private static string StoredPath(string path, [CallerFilePath] string source = "")
        => Path.Combine(Path.GetDirectoryName(source)!, "v1", Path.GetFileName(path));
}
