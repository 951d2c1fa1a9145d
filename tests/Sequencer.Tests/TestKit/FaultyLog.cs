using System.Collections.Concurrent;
using Rollup.EventLog;

namespace Rollup.Sequencer.Tests.TestKit;

/// <summary>What happens to one append.</summary>
internal enum Fault
{
    None,
    DiskFull,
    Broken,
    UnknownButWritten,
    UnknownAndNotWritten,
    AnotherWriterCameFirst,
    Throws,
}

/// <summary>A log that fails when told to.</summary>
internal sealed class FaultyLog(IEventLog inner) : IEventLog
{
    private readonly ConcurrentQueue<Fault> _next = new();
    private TaskCompletionSource? _gate;

    public int Appends { get; private set; }

    /// <summary>"append" and "read", in the order of the calls.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>How many of the next reads fail.</summary>
    public int FailingReads { get; set; }

    /// <summary>The next appends meet these faults, in order.</summary>
    public void Fail(params Fault[] faults)
    {
        foreach (Fault fault in faults)
        {
            _next.Enqueue(fault);
        }
    }

    /// <summary>Appends wait from now on, as on a disk that hangs.</summary>
    public void Hang() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => Interlocked.Exchange(ref _gate, null)?.SetResult();

    public async ValueTask<AppendResult> AppendAsync(
        string stream, long expectedRevision, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        Appends++;
        Calls.Enqueue("append");
        if (_gate is { } gate)
        {
            await gate.Task;
        }

        switch (_next.TryDequeue(out Fault fault) ? fault : Fault.None)
        {
            case Fault.DiskFull:
                return new AppendRefused("the disk is full", Retryable: true);
            case Fault.Broken:
                return new AppendRefused("a flush failed", Retryable: false);
            case Fault.UnknownButWritten:
                await inner.AppendAsync(stream, expectedRevision, events, cancellationToken);
                return new OutcomeUnknown("no answer in time");
            case Fault.UnknownAndNotWritten:
                return new OutcomeUnknown("no answer in time");
            case Fault.AnotherWriterCameFirst:
                await inner.AppendAsync(stream, expectedRevision, [events[0] with { Id = new Guid(1, 2, 3, new byte[8]) }], cancellationToken);
                return await inner.AppendAsync(stream, expectedRevision, events, cancellationToken);
            case Fault.Throws:
                throw new IOException("the store is gone");
            default:
                return await inner.AppendAsync(stream, expectedRevision, events, cancellationToken);
        }
    }

    public IAsyncEnumerable<RecordedEvent> ReadAsync(
        string stream, long fromRevision, ReadDirection direction, long maxCount, CancellationToken cancellationToken = default)
    {
        Calls.Enqueue("read");
        return FailingReads-- > 0
            ? throw new IOException("the store does not answer")
            : inner.ReadAsync(stream, fromRevision, direction, maxCount, cancellationToken);
    }

    public IAsyncEnumerable<RecordedEvent> SubscribeAsync(string stream, long fromRevision, CancellationToken cancellationToken = default) =>
        inner.SubscribeAsync(stream, fromRevision, cancellationToken);

    public ValueTask<long> GetRevisionAsync(string stream, CancellationToken cancellationToken = default) =>
        inner.GetRevisionAsync(stream, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
