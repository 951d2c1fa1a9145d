using System.Runtime.CompilerServices;

namespace Rollup.EventLog;

/// <summary>A log that forgets everything at the end of the process: for tests and simulations.</summary>
/// <remarks>Passes the same conformance suite as the stores that keep their events.</remarks>
public sealed class InMemoryEventLog(int maxAppendBytes = AppendRules.DefaultMaxAppendBytes) : IEventLog
{
    private sealed class EventStream
    {
        public List<RecordedEvent> Events { get; } = [];
        public RevisionSignal Signal { get; } = new();
    }

    private readonly Lock _gate = new();
    private readonly Dictionary<string, EventStream> _streams = [];
    private bool _disposed;

    public ValueTask<AppendResult> AppendAsync(
        string stream, long expectedRevision, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        AppendRules.ThrowIfMalformed(stream, expectedRevision, events);
        cancellationToken.ThrowIfCancellationRequested();
        if (AppendRules.CheckSize(events, maxAppendBytes) is { } refusal)
        {
            return ValueTask.FromResult<AppendResult>(refusal);
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return ValueTask.FromResult(Append(stream, expectedRevision, events));
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAsync(
        string stream, long fromRevision, ReadDirection direction, long maxCount,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        AppendRules.ThrowIfBadRead(stream, fromRevision, maxCount);
        EventStream found = Find(stream);
        long last = found.Signal.Revision;
        long step = direction == ReadDirection.Forwards ? 1 : -1;
        long revision = direction == ReadDirection.Forwards ? fromRevision : Math.Min(fromRevision, last);
        for (long left = maxCount; left > 0 && revision >= 0 && revision <= last; left--, revision += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return At(found, revision);
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<RecordedEvent> SubscribeAsync(
        string stream, long fromRevision, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        AppendRules.ThrowIfBadRead(stream, fromRevision, maxCount: 0);
        EventStream found = Find(stream);
        for (long revision = fromRevision; ; revision++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (found.Signal.Revision < revision)
            {
                await found.Signal.WaitForAsync(revision, cancellationToken);
            }

            yield return At(found, revision);
        }
    }

    public ValueTask<long> GetRevisionAsync(string stream, CancellationToken cancellationToken = default)
        => ValueTask.FromResult(Find(stream).Signal.Revision);

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (EventStream stream in _streams.Values)
            {
                stream.Signal.End(new ObjectDisposedException(nameof(InMemoryEventLog)));
            }
        }

        return ValueTask.CompletedTask;
    }

    private AppendResult Append(string stream, long expectedRevision, IReadOnlyList<NewEvent> events)
    {
        EventStream target = Find(stream);
        long actual = target.Events.Count - 1;
        if (actual != expectedRevision)
        {
            return IsRepeated(target, expectedRevision, events)
                ? new Appended(expectedRevision + events.Count)
                : new WrongRevision(expectedRevision, actual);
        }

        foreach (NewEvent e in events)
        {
            target.Events.Add(new RecordedEvent(stream, ++actual, e.Id, e.Type, e.Data.ToArray(), e.Metadata.ToArray()));
        }

        target.Signal.Publish(actual);
        return new Appended(actual);
    }

    private static bool IsRepeated(EventStream target, long expectedRevision, IReadOnlyList<NewEvent> events)
    {
        if (expectedRevision + events.Count > target.Events.Count - 1)
        {
            return false;
        }

        for (int i = 0; i < events.Count; i++)
        {
            if (target.Events[(int)expectedRevision + 1 + i].Id != events[i].Id)
            {
                return false;
            }
        }

        return true;
    }

    private EventStream Find(string stream)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(stream, out EventStream? found))
            {
                _streams.Add(stream, found = new EventStream());
            }

            return found;
        }
    }

    private RecordedEvent At(EventStream stream, long revision)
    {
        lock (_gate)
        {
            return stream.Events[(int)revision];
        }
    }
}
