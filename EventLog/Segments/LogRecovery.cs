using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>Makes the end of a scanned log fit to go on from.</summary>
/// <remarks>
/// Of all that a scan finds whole, only the last group may not be on stable storage: the process before us may have been
/// killed between its write and its flush, or the flush may have failed and the page cache may show bytes that the disk never
/// got. Rewriting the same bytes makes the kernel write them again, and this process's own flush then tells the truth.
/// docs/decisions/rewrite-tail-in-place.md says why not into a new segment.
/// </remarks>
internal static class LogRecovery
{
    public static void Run(IFileSystem fileSystem, string directory, LogScan scan)
    {
        if (scan.Last is { } last)
        {
            RestoreTail(fileSystem, directory, last, scan.Torn);
        }

        // The last segment's entry may not be durable; it must be before the end mark that points to it.
        fileSystem.FlushDirectory(directory);

        // While the last segment has no group, the end mark before it may be missing, or be in the page cache alone.
        if (scan.PreviousEnd is { } end && scan.Last!.LastGroupOffset is null)
        {
            using IStorageFile file = fileSystem.Open(SegmentFiles.PathOf(directory, end.Segment), FileUse.Write);
            file.Write(end.Offset, RecordFormat.EndMark(end, out _));
            file.FlushData();
        }
    }

    private static void RestoreTail(IFileSystem fileSystem, string directory, SegmentScanner last, TornTail? torn)
    {
        using IStorageFile file = fileSystem.Open(SegmentFiles.PathOf(directory, last.End.Segment), FileUse.Write);
        if (last.LastGroupOffset is { } offset)
        {
            byte[] group = new byte[last.End.Offset - offset];
            file.Read(offset, group);
            file.Write(offset, group);
        }

        if (torn is not null)
        {
            file.Write(torn.Offset, new byte[torn.Bytes]);
        }

        file.FlushData();
    }
}
