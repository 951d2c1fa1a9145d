using Rollup.EventLog;
using Rollup.Wallet.Rpc;

namespace Rollup.Auditor.Sources;

/// <summary>Reads a node's log over JSON-RPC.</summary>
public sealed class RpcAuditSource(RollupClient node, string name) : IAuditSource
{
    /// <summary>The most that <c>rollup_getEvents</c> answers in one call.</summary>
    private const int Page = 1000;

    public string Name { get; } = name;

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        await AskAsync(async () => (await node.GetStatusAsync(cancellationToken)).Sequence + 1);

    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(long from, int maxCount, CancellationToken cancellationToken)
    {
        List<RecordedEvent> events = new(maxCount);
        while (events.Count < maxCount)
        {
            int limit = Math.Min(Page, maxCount - events.Count);
            long next = from + events.Count;
            IReadOnlyList<RawEvent> page = await AskAsync(() => node.GetEventsAsync(next, limit, cancellationToken));
            events.AddRange(page.Select((raw, i) => Number(raw, next + i)));
            if (page.Count < limit)
            {
                break;
            }
        }

        return events;
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    /// <summary>The node says nothing about ids, which no audit needs: they only help a writer to recognise its own retries.</summary>
    private static RecordedEvent Number(RawEvent raw, long revision) =>
        new(LogAuditSource.OperationsStream, revision, Guid.Empty, raw.Type, raw.Data, raw.Metadata);

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (error is RpcException or RpcConnectionException)
        {
            throw new AuditSourceException($"the node cannot be asked: {error.Message}", isDamage: false, error);
        }
    }
}
