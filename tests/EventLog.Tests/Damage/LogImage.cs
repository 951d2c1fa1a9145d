using Rollup.EventLog.Tests.Simulation;

namespace Rollup.EventLog.Tests.Damage;

/// <summary>A whole log of a few segments on a simulated disk, to be damaged and opened.</summary>
internal sealed class LogImage
{
    public const string Directory = "/sim/log";
    public const string Identity = "image";
    public const int SegmentBytes = 8 * 1024;

    private LogImage(SimulatedDisk disk) => Disk = disk;

    public SimulatedDisk Disk { get; }

    /// <summary>Every record of every segment, read by the specification.</summary>
    public IReadOnlyList<SpecRecord> Records { get; private set; } = [];

    public IReadOnlyList<string> Segments => [.. Disk.Files.Where(path => path.EndsWith(".segment", StringComparison.Ordinal))];

    public IEnumerable<SpecRecord> Events => Records.Where(record => record.Kind == SpecRecord.Event);

    /// <summary>The records of the last group, trailer included.</summary>
    public IReadOnlyList<SpecRecord> LastGroup
    {
        get
        {
            long last = Records.Where(record => record.Kind == SpecRecord.Trailer).Max(record => record.Group);
            return [.. Records.Where(record => record.Group == last && record.Kind != SpecRecord.EndMark)];
        }
    }

    /// <summary>Writes groups of one to three appends until there are <paramref name="segments"/> segments and then <paramref name="more"/> groups.</summary>
    /// <param name="seed">Of the shape: which streams, how many events, how large.</param>
    /// <param name="lastDataBytes">When given, a last group of three appends with events of that size follows.</param>
    /// <param name="content">Of the events' bytes: two images that differ in it alone are two histories of one shape.</param>
    public static async Task<LogImage> CreateAsync(
        int segments = 3, int more = 3, int seed = 1, int dataBytes = 200, int? lastDataBytes = null, int content = 0)
    {
        var image = new LogImage(new SimulatedDisk());
        var random = new Random(seed);
        await using (EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(Options(image.Disk)))
        {
            while (image.Segments.Count < segments || more-- > 0)
            {
                int appends = random.Next(1, 4);
                await AppendGroup(log, random, appends, () => random.Next(dataBytes), content);
            }

            if (lastDataBytes is { } bytes)
            {
                await AppendGroup(log, new Random(seed), appends: 3, () => bytes, content);
            }
        }

        image.Parse();
        return image;
    }

    public static EmbeddedLogOptions Options(SimulatedDisk disk) => new(Directory, Identity)
    {
        FileSystem = disk, SingleThreaded = true, SegmentBytes = SegmentBytes, MaxAppendBytes = 6 * 1024, MaxGroupBytes = 7 * 1024,
    };

    public static string PathOf(int segment) => $"{Directory}/{segment:D8}.segment";

    /// <summary>A copy of this image to damage.</summary>
    public SimulatedDisk Copy()
    {
        var disk = new SimulatedDisk();
        foreach (string path in Segments)
        {
            disk.Put(path, Disk.ReadAll(path));
        }

        return disk;
    }

    /// <summary>Opens a damaged copy as the owner would and as an auditor would; both must refuse alike, and change nothing.</summary>
    public static async Task<EventLogDamagedException> AssertRefusedAsync(SimulatedDisk disk)
    {
        Dictionary<string, byte[]> before = disk.Files.ToDictionary(path => path, disk.ReadAll);
        var forAuditor = await Assert.ThrowsAsync<EventLogDamagedException>(
            () => EmbeddedEventLog.OpenReadOnlyAsync(new ReadOnlyLogOptions(Directory) { FileSystem = disk }));
        var forOwner = await Assert.ThrowsAsync<EventLogDamagedException>(() => EmbeddedEventLog.OpenAsync(Options(disk)));
        Assert.Equal(forOwner.Message, forAuditor.Message);
        foreach ((string path, byte[] content) in before)
        {
            Assert.True(disk.ReadAll(path).AsSpan().SequenceEqual(content), $"{path} was changed");
        }

        return forOwner;
    }

    /// <summary>The number of whole events that a log should have when it ends before <paramref name="group"/>.</summary>
    public int CountEventsBefore(long group) => Events.Count(record => record.Group < group);

    public static async Task<int> CountEventsAsync(IEventReader log)
    {
        int count = 0;
        foreach (string stream in new[] { "operations", "proofs", "l1" })
        {
            List<RecordedEvent> events = await log.ReadAll(stream);
            Assert.Equal(Enumerable.Range(0, events.Count).Select(i => (long)i), events.Select(e => e.Revision));
            count += events.Count;
        }

        return count;
    }

    public void Parse() => Records = [.. Segments.SelectMany(path => SpecReader.Read(path, Disk.ReadAll(path)))];

    private static async Task AppendGroup(EmbeddedEventLog log, Random random, int appends, Func<int> dataBytes, int content)
    {
        string[] streams = ["operations", "proofs", "l1"];
        random.Shuffle(streams);
        log.IsHeld = true;
        var results = new List<Task<AppendResult>>();
        foreach (string stream in streams[..appends])
        {
            long revision = await log.GetRevisionAsync(stream);
            NewEvent[] events = TestEvents.Make(stream, revision + 1, random.Next(1, 4), dataBytes(), content);
            results.Add(log.AppendAsync(stream, revision, events).AsTask());
        }

        log.IsHeld = false;
        log.CommitWaiting();
        Assert.All(await Task.WhenAll(results), result => Assert.IsType<Appended>(result));
    }
}
