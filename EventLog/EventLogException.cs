namespace Rollup.EventLog;

/// <summary>A log that cannot be opened or read. The message is meant for the operator.</summary>
public abstract class EventLogException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Bytes that were once on stable storage are wrong or gone. Nothing was changed.</summary>
public sealed class EventLogDamagedException(string segmentFile, long offset, long? position, string reason)
    : EventLogException($"The event log is damaged: {segmentFile}, offset {offset}{(position is null ? "" : $", first bad sequence {position}")}: {reason}.")
{
    /// <summary>The file's name inside the log directory.</summary>
    public string SegmentFile { get; } = segmentFile;

    /// <summary>The byte in the file at which the first bad record starts.</summary>
    public long Offset { get; } = offset;

    /// <summary>The log-wide number, from 0, of the first event that cannot be vouched for; null when a read by revision met the damage.</summary>
    public long? Position { get; } = position;

    public string Reason { get; } = reason;
}

/// <summary>Another process holds the log's directory.</summary>
public sealed class EventLogInUseException(string directory, string owner)
    : EventLogException($"{directory}: directory in use by process {owner}.")
{
    /// <summary>The process id that the holder wrote down, or "(unknown)".</summary>
    public string Owner { get; } = owner;
}

/// <summary>The files belong to another log, or were written by a newer release.</summary>
public sealed class EventLogFormatException(string file, string expected, string found)
    : EventLogException($"{file}: expected {expected}, found {found}.")
{
    public string Expected { get; } = expected;

    public string Found { get; } = found;
}

/// <summary>The storage does not let us in: permissions, a missing directory, an I/O error.</summary>
public sealed class EventLogUnavailableException(string what, Exception inner)
    : EventLogException($"{what}: {inner.Message}", inner);
