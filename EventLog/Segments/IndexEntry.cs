namespace Rollup.EventLog.Segments;

/// <summary>The place of one event of a stream: a stepping stone of the sparse index.</summary>
internal readonly record struct IndexEntry(long Revision, int Segment, int Offset);
