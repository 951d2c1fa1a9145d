namespace Rollup.EventLog;

/// <summary>An event to append. The log does not look into <paramref name="Data"/> or <paramref name="Metadata"/>.</summary>
/// <param name="Id">Derived from content and writer, so that a retry after an unknown outcome is recognised by stores that compare ids.</param>
/// <param name="Type">The event's type name, ASCII, at most 255 bytes.</param>
public sealed record NewEvent(Guid Id, string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Metadata);

/// <summary>An event as stored, at <paramref name="Revision"/> of <paramref name="Stream"/>.</summary>
public sealed record RecordedEvent(
    string Stream, long Revision, Guid Id, string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Metadata);

/// <summary>The outcome of an append.</summary>
public abstract record AppendResult;

/// <summary>All events are on stable storage.</summary>
/// <param name="Revision">The stream's revision after the append.</param>
public sealed record Appended(long Revision) : AppendResult;

/// <summary>Another writer exists, or ours lost count. Nothing was written.</summary>
public sealed record WrongRevision(long Expected, long Actual) : AppendResult;

/// <summary>The store cannot take the events now or ever; nothing was written.</summary>
/// <param name="Retryable">True when the same append may succeed later (disk full).</param>
public sealed record AppendRefused(string Reason, bool Retryable) : AppendResult;

/// <summary>The events may or may not have been written.</summary>
public sealed record OutcomeUnknown(string Reason) : AppendResult;
