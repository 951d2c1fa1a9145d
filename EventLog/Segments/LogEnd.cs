namespace Rollup.EventLog.Segments;

/// <summary>Where a log ends, and what the next record there must say.</summary>
/// <param name="Segment">The segment's number, from 1.</param>
/// <param name="Offset">The byte in the segment at which the next record starts.</param>
/// <param name="Group">The next group's number, from 1.</param>
/// <param name="Position">The next event's number, from 0, counted over all streams.</param>
/// <param name="Seal">The checksum of the last sealing record (segment header, group trailer or end mark): the chain's link.</param>
internal readonly record struct LogEnd(int Segment, int Offset, long Group, long Position, uint Seal);
