using System.Buffers.Binary;
using static Rollup.EventLog.Segments.RecordFormat;

namespace Rollup.EventLog.Segments;

/// <summary>Tells a torn tail, which a crash leaves behind, from damage.</summary>
/// <remarks>
/// A group is written only after the flush of the group before it has succeeded. So as long as nothing of a later group is
/// found, the bad group may be the last one ever written and was never confirmed. A single whole record of a later group
/// proves that the bad one had been flushed: then bytes that were on stable storage have changed.
/// </remarks>
internal static class TailInspection
{
    /// <summary>The first record at or behind the bad group's start that belongs to a later group; null when there is none.</summary>
    /// <param name="offset">Where the bad group starts.</param>
    /// <param name="group">The bad group's number.</param>
    public static int? FindLaterRecord(SegmentScanner scanner, int offset, long group)
    {
        int segment = scanner.End.Segment;
        int last = scanner.SegmentBytes - EndMarkBytes;
        for (int? at = offset; at <= last; at = NextCandidate(scanner.Window, at.Value + Alignment))
        {
            if (IsLaterRecord(scanner, segment, at.Value, group))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>How many bytes, counted from <paramref name="offset"/>, reach to the last one that is not zero.</summary>
    public static int CountDirtyBytes(ScanWindow window, int offset, int segmentBytes)
    {
        int end = offset;
        while (window.FindNonZero(end) is { } dirty)
        {
            ReadOnlySpan<byte> chunk = window.At(dirty, Math.Min(4096, segmentBytes - dirty));
            end = dirty + chunk.LastIndexOfAnyExcept((byte)0) + 1;
        }

        return end - offset;
    }

    /// <summary>The next aligned offset at or after <paramref name="from"/> with anything but zeros behind it.</summary>
    private static int? NextCandidate(ScanWindow window, int from) => window.FindNonZero(from) & -Alignment;

    private static bool IsLaterRecord(SegmentScanner scanner, int segment, int at, long group)
    {
        ReadOnlySpan<byte> prefix = scanner.Window.At(at, PrefixBytes);
        if (prefix.Length < PrefixBytes
            || BinaryPrimitives.ReadInt32LittleEndian(prefix[SegmentAt..]) != segment
            || BinaryPrimitives.ReadInt32LittleEndian(prefix[OffsetAt..]) != at)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(prefix[LengthAt..]);
        if (!RecordView.IsPossibleLength(length, scanner.SegmentBytes - at))
        {
            return false;
        }

        var record = new RecordView(scanner.Window.At(at, length));
        return record.Length == length && record.Problem(segment, at) is null && record.Group > group;
    }
}
