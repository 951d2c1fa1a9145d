using Rollup.Auditor.Sources;
using Rollup.EventLog;

namespace Rollup.Auditor.Tests.TestKit;

/// <summary>A log in memory; may claim another length than it has.</summary>
internal sealed class ListSource(IReadOnlyList<RecordedEvent> events, long? claimedCount = null) : IAuditSource
{
    public string Name => "a test's log";

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult(claimedCount ?? events.Count);

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(long from, int maxCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<RecordedEvent>>([.. events.Skip((int)from).Take(maxCount)]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
