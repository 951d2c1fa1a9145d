namespace Rollup.EventLog.Segments;

internal enum RecordKind : byte
{
    /// <summary>One event.</summary>
    Event = 1,

    /// <summary>The end of a group: everything one flush makes durable.</summary>
    Trailer = 2,

    /// <summary>The end of a segment: the log goes on in the next one.</summary>
    EndMark = 3,
}
