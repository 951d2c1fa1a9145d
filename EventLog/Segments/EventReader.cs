using System.Runtime.CompilerServices;
using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>Reads a log through its index: ranges in both directions, and subscriptions.</summary>
/// <remarks>
/// The reads themselves are synchronous. They come from the page cache nearly always, and .NET's asynchronous file reads are
/// the same call on a pool thread; a million events are read without a task each.
/// </remarks>
internal sealed class EventReader(IFileSystem fileSystem, string directory, LogIndex index)
{
    private readonly TypeNames _typeNames = new();

    public async IAsyncEnumerable<RecordedEvent> ReadAsync(
        string stream, long fromRevision, ReadDirection direction, long maxCount,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AppendRules.ThrowIfBadRead(stream, fromRevision, maxCount);
        if (!index.TryFind(stream, out StreamIndex? found))
        {
            yield break;
        }

        IEnumerable<RecordedEvent> events = direction == ReadDirection.Forwards
            ? Forwards(found, fromRevision, maxCount)
            : Backwards(found, fromRevision, maxCount);
        foreach (RecordedEvent e in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return e;
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<RecordedEvent> SubscribeAsync(
        string stream, long fromRevision, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AppendRules.ThrowIfBadRead(stream, fromRevision, maxCount: 0);
        StreamIndex found = index.FindOrAdd(stream);
        using EventCursor cursor = OpenCursor(found);
        for (long revision = fromRevision; ; revision++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (found.Signal.Revision < revision)
            {
                await found.Signal.WaitForAsync(revision, cancellationToken);
            }

            yield return cursor.Read(revision);
        }
    }

    public long GetRevision(string stream)
    {
        AppendRules.ThrowIfBadName(stream, "stream");
        return index.TryFind(stream, out StreamIndex? found) ? found.Signal.Revision : IEventLog.NoStream;
    }

    public EventCursor OpenCursor(StreamIndex stream) => new(fileSystem, directory, index, stream, _typeNames);

    private IEnumerable<RecordedEvent> Forwards(StreamIndex stream, long fromRevision, long maxCount)
    {
        long last = stream.Signal.Revision;
        using EventCursor cursor = OpenCursor(stream);
        for (long revision = fromRevision; revision <= last && revision - fromRevision < maxCount; revision++)
        {
            yield return cursor.Read(revision);
        }
    }

    /// <summary>Goes from index entry to index entry backwards, and forwards within each.</summary>
    private IEnumerable<RecordedEvent> Backwards(StreamIndex stream, long fromRevision, long maxCount)
    {
        using EventCursor cursor = OpenCursor(stream);
        var run = new List<RecordedEvent>();
        long revision = Math.Min(fromRevision, stream.Signal.Revision);
        for (long left = maxCount; left > 0 && revision >= 0;)
        {
            long first = Math.Max(stream.Seek(revision).Revision, revision - left + 1);
            run.Clear();
            for (long r = first; r <= revision; r++)
            {
                run.Add(cursor.Read(r));
            }

            for (int i = run.Count - 1; i >= 0; i--)
            {
                yield return run[i];
            }

            left -= run.Count;
            revision = first - 1;
        }
    }
}
