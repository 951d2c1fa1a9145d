using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rollup.EventLog.Tests.Real;

/// <summary>What the disk holds, not what the page cache remembers.</summary>
public sealed partial class PageCache
{
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED on Linux

    [Fact, Trait("Plan", "E36")]
    public async Task Segments_read_back_the_same_after_their_pages_are_dropped_while_the_writer_works()
    {
        using var directory = new TemporaryDirectory();
        const int Rounds = 60;
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(
            new EmbeddedLogOptions(directory.Path, "cache") { SegmentBytes = 256 * 1024, MaxAppendBytes = 100_000 });
        for (int round = 0; round < Rounds; round++)
        {
            await log.Fill("operations", 20, dataBytes: 700);
            if (round % 5 == 0)
            {
                DropPages(directory.Path);
            }
        }

        DropPages(directory.Path);
        List<RecordedEvent> events = await log.ReadAll("operations");
        Assert.Equal(Rounds * 20, events.Count);
        for (int i = 0; i < events.Count; i++)
        {
            TestEvents.AssertEqual(TestEvents.Make("operations", i, 700), "operations", i, events[i]);
        }
    }

    private static void DropPages(string directory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (string path in Directory.GetFiles(directory, "*.segment"))
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Assert.Equal(0, posix_fadvise(file, 0, 0, DontNeed));
        }
    }

    [LibraryImport("libc")]
    private static partial int posix_fadvise(SafeFileHandle file, nint offset, nint length, int advice);
}
