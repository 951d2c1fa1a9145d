using Rollup.EventLog;

namespace Rollup.Auditor.Sources;

/// <summary>Reads an event log directly.</summary>
public sealed class LogAuditSource(IEventReader log, string name) : IAuditSource
{
    public const string OperationsStream = "operations";

    public string Name { get; } = name;

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
