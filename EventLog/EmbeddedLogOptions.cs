using Rollup.EventLog.Segments;
using Rollup.EventLog.Storage;

namespace Rollup.EventLog;

/// <summary>How to open an <see cref="EmbeddedEventLog"/>.</summary>
/// <param name="Directory">Holds nothing but the log; created when missing.</param>
/// <param name="Identity">Which log this is, for example chain id and contract; opaque, at most 464 bytes in UTF-8. It stands in every segment.</param>
public sealed record EmbeddedLogOptions(string Directory, string Identity)
{
    /// <summary>The length of new segment files. Existing segments keep theirs.</summary>
    public int SegmentBytes { get; init; } = 64 << 20;

    /// <summary>The most that one append may hold: the sum of type, data and metadata of its events.</summary>
    public int MaxAppendBytes { get; init; } = AppendRules.DefaultMaxAppendBytes;

    /// <summary>The most that waiting appends put into one flush together; a single append may be larger.</summary>
    public int MaxGroupBytes { get; init; } = 4 << 20;

    /// <summary>Appends beyond this many waiting bytes are refused as retryable: a slow disk must not fill the memory.</summary>
    public long MaxWaitingBytes { get; init; } = 32 << 20;

    /// <summary>The last event that the caller knows to be confirmed, from a record kept outside the log. A log that ends before it is refused unchanged.</summary>
    public ConfirmedEvent? MustHold { get; init; }

    /// <summary>Told in one sentence what recovery did: a torn tail was cut.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>For simulations, which must run the same every time: commits on the appending thread, of which there may be one, and makes segments when they are needed.</summary>
    public bool SingleThreaded { get; init; }

    public IFileSystem FileSystem { get; init; } = PhysicalFileSystem.Instance;

    /// <summary>Measures how long a commit takes and paces retries on a full disk; never reaches an event.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void ThrowIfInvalid()
    {
        int smallest = SegmentHeader.Bytes + RecordFormat.EndMarkBytes + 1024;
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, smallest);
        ArgumentOutOfRangeException.ThrowIfNotEqual(SegmentBytes % RecordFormat.Alignment, 0);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxAppendBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxWaitingBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxGroupBytes);
        int identityBytes = System.Text.Encoding.UTF8.GetByteCount(Identity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(identityBytes, SegmentHeader.MaxIdentityBytes);
    }
}

/// <summary>An event whose confirmation left the process.</summary>
public sealed record ConfirmedEvent(string Stream, long Revision);
