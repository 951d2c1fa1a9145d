namespace Rollup.EventLog.Segments;

internal enum ScanStopKind
{
    /// <summary>Zeros where the next group would start.</summary>
    Blank,

    /// <summary>The segment's end mark.</summary>
    EndMark,

    /// <summary>Something that is no whole group.</summary>
    Bad,

    /// <summary>A whole record that was written for another place. No crash of ours leaves that.</summary>
    Misplaced,
}

/// <summary>Why the scan of a segment stopped.</summary>
/// <param name="Offset">Of the record that stopped it.</param>
/// <param name="Position">The number of the first event that cannot be vouched for.</param>
/// <param name="Reason">Of <see cref="ScanStopKind.Bad"/>, for the operator.</param>
internal readonly record struct ScanStop(ScanStopKind Kind, int Offset, long Position, string Reason);
