using System.Text;

namespace Rollup.EventLog;

/// <summary>What every implementation of the port asks of an append, written once.</summary>
internal static class AppendRules
{
    /// <summary>The longest stream or type name in bytes: its length is one byte on disk.</summary>
    public const int MaxNameBytes = 255;

    /// <summary>The default limit of one append, counted as EventStoreDB counts: the sum of type, data and metadata.</summary>
    public const int DefaultMaxAppendBytes = 1_048_576;

    /// <summary>Throws on what only a bug of the caller can send: no events, a bad name, an impossible revision.</summary>
    public static void ThrowIfMalformed(string stream, long expectedRevision, IReadOnlyList<NewEvent> events)
    {
        ThrowIfBadName(stream, "stream");
        if (expectedRevision < IEventLog.NoStream)
        {
            throw new ArgumentOutOfRangeException(nameof(expectedRevision), expectedRevision, "A revision is at least -1.");
        }

        if (events.Count == 0)
        {
            throw new ArgumentException("An append holds at least one event.", nameof(events));
        }

        for (int i = 0; i < events.Count; i++)
        {
            ThrowIfBadName(events[i].Type, "event type");
        }
    }

    /// <summary>A refusal when the append is larger than <paramref name="maxAppendBytes"/>, otherwise null.</summary>
    public static AppendRefused? CheckSize(IReadOnlyList<NewEvent> events, int maxAppendBytes)
    {
        long bytes = 0;
        for (int i = 0; i < events.Count; i++)
        {
            bytes += events[i].Type.Length + (long)events[i].Data.Length + events[i].Metadata.Length;
        }

        return bytes > maxAppendBytes
            ? new AppendRefused($"The append holds {bytes} bytes, at most {maxAppendBytes} are allowed.", Retryable: false)
            : null;
    }

    public static void ThrowIfBadName(string name, string what)
    {
        if (name.Length is 0 or > MaxNameBytes || !Ascii.IsValid(name))
        {
            throw new ArgumentException($"A name of a {what} has 1 to {MaxNameBytes} ASCII characters, got '{name}'.");
        }
    }

    public static void ThrowIfBadRead(string stream, long fromRevision, long maxCount)
    {
        ThrowIfBadName(stream, "stream");
        ArgumentOutOfRangeException.ThrowIfNegative(fromRevision);
        ArgumentOutOfRangeException.ThrowIfNegative(maxCount);
    }
}
