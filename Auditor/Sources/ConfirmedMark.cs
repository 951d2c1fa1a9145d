using Rollup.EventLog;
using Rollup.EventLog.Marks;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Sources;

/// <summary>A sequencer's high-water mark as an audit uses it: without it, damage to the last group looks like a write that a crash cut short.</summary>
/// <param name="Head">The newest event for which a receipt may have left; null when none is known.</param>
/// <param name="Identity">Which log the mark belongs to.</param>
/// <param name="Note">What to tell about the mark though nothing is wrong.</param>
/// <param name="Fault">Why there is a mark and it says nothing.</param>
public sealed record ConfirmedMark(LogHead? Head, string? Identity, string? Note, string? Fault)
{
    /// <summary>Of a log that is looked at alone.</summary>
    public static ConfirmedMark None { get; } = new(null, null, null, null);

    /// <summary>Reads the mark of a node that may be running. A fault is kept for the report: the log can be audited without.</summary>
    public static ConfirmedMark Read(string path)
    {
        try
        {
            return MarkReading.Read(path) switch
            {
                null => None with { Note = $"there is no high-water mark {path}: a confirmed event lost at the log's end would not be noticed" },
                { Current: null } empty => None with { Identity = empty.Identity, Note = empty.Warning },
                { Current.Hash.Length: not Bytes32.ByteCount } other =>
                    None with { Fault = $"the high-water mark {path} has a hash of {other.Current!.Hash.Length} bytes, not {Bytes32.ByteCount}" },
                { Current: { } mark } reading => new(new(mark.Number, new(new Bytes32(mark.Hash.Span))), reading.Identity, reading.Warning, null),
            };
        }
        catch (EventLogException error)
        {
            return None with { Fault = error.Message };
        }
    }

    /// <summary>This mark, or its fault when it belongs to another log.</summary>
    /// <param name="log">What the log calls itself; null when it has lost even that.</param>
    public ConfirmedMark For(string? log) =>
        Identity is null || log is null || Identity == log
            ? this
            : None with { Fault = $"the high-water mark is that of '{Identity}', the log is '{log}'" };
}
