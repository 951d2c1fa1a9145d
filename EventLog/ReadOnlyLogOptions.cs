using Rollup.EventLog.Storage;

namespace Rollup.EventLog;

/// <summary>How to open a log that somebody else may be writing.</summary>
public sealed record ReadOnlyLogOptions(string Directory)
{
    /// <summary>What the segments must say; null takes any log and tells which in <see cref="ReadOnlyEventLog.Identity"/>.</summary>
    public string? Identity { get; init; }

    /// <summary>How often a subscription looks for more.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    public IFileSystem FileSystem { get; init; } = PhysicalFileSystem.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
