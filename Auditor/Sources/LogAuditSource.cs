using Rollup.EventLog;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Sources;

/// <summary>Reads an event log directly.</summary>
/// <param name="name">For people.</param>
/// <param name="mark">The high-water mark beside the log, read before the log was opened; null when it is not looked for.</param>
public sealed class LogAuditSource(ReadOnlyEventLog log, string name, ConfirmedMark? mark = null) : IAuditSource
{
    public const string OperationsStream = "operations";

    private readonly ConfirmedMark _mark = (mark ?? ConfirmedMark.None).For(log.Identity);

    public string Name { get; } = name;

    public LogHead? Confirmed => _mark.Head;

    public string? UnfinishedTail => log.UnfinishedTail;

    public IReadOnlyList<string> Notes => _mark.Note is { } note ? [note] : [];

    public IReadOnlyList<string> NotCheckable => _mark.Fault is { } fault ? [$"whether the log holds every confirmed event: {fault}"] : [];

    /// <summary>What the log calls itself, or its mark if the log has lost even that; null when both say nothing.</summary>
    public string? Identity => log.Identity ?? _mark.Identity;

    /// <summary>Opens a log that a node may go on writing.</summary>
    /// <param name="directory">Of the log.</param>
    /// <param name="markFile">Where its high-water mark should be; it is read first, since a live node raises it after the log.</param>
    /// <exception cref="EventLogException">What <see cref="EmbeddedEventLog.OpenReadOnlyAsync(string, CancellationToken)"/> throws.</exception>
    public static async Task<LogAuditSource> OpenAsync(string directory, string markFile, CancellationToken cancellationToken)
    {
        ConfirmedMark mark = ConfirmedMark.Read(markFile);
        return new(await EmbeddedEventLog.OpenReadOnlyAsync(directory, cancellationToken), directory, mark);
    }

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        await log.GetRevisionAsync(OperationsStream, cancellationToken) + 1;

    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(long from, int maxCount, CancellationToken cancellationToken)
    {
        List<RecordedEvent> events = new(maxCount);
        try
        {
            await foreach (RecordedEvent @event in log.ReadAsync(OperationsStream, from, ReadDirection.Forwards, maxCount, cancellationToken))
            {
                events.Add(@event);
            }
        }
        catch (EventLogException error)
        {
            throw new AuditSourceException(error.Message, error is EventLogDamagedException, error);
        }

        return events;
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
