using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>Turns a batch of waiting appends into one group: one write, one flush, then the answers.</summary>
/// <remarks>Used by one thread at a time. Nothing is visible, and nobody is answered, before the flush has succeeded.</remarks>
internal sealed class GroupWriter(SegmentAppender appender, LogIndex index, EventReader reader, CommitClock clock)
{
    private readonly GroupBuilder _group = new();
    private readonly List<PendingAppend> _staged = [];
    private volatile string? _stopped;
    private volatile string? _full;

    /// <summary>Why the writer takes nothing any more, until the process starts again; null while it works.</summary>
    public string? Stopped => _stopped;

    /// <summary>Why appends are refused for the moment; null while they are taken.</summary>
    public string? Full => _full;

    public void Commit(IReadOnlyList<PendingAppend> batch)
    {
        if (_stopped is not null)
        {
            Answer(batch, _ => Refusal());
            return;
        }

        clock.Begin();
        try
        {
            WriteGroup(batch);
            _full = null;
            Answer(batch, append => append.Outcome!);
        }
        catch (StorageFullException e)
        {
            index.Discard();
            _full = $"The disk is full: {e.Message}";
            Answer(batch, _ => RefusalWhileFull());
        }
        catch (Exception e)
        {
            // The kernel may have dropped what it failed to write and report the next flush as a success,
            // so this process never flushes again. docs/spec/eventlog.md, "After a failed flush".
            index.Discard();
            _stopped = $"The log stopped for good: {e.Message}";
            Answer(batch, append => append.IsStaged ? new OutcomeUnknown(_stopped) : Refusal());
        }
        finally
        {
            clock.End();
        }
    }

    /// <summary>Refuses a batch without asking the disk again.</summary>
    public void RefuseWhileFull(IReadOnlyList<PendingAppend> batch) => Answer(batch, _ => RefusalWhileFull());

    /// <summary>Finds out, without an append, whether there is room again.</summary>
    public void TryMakeRoom()
    {
        try
        {
            appender.MakeRoom();
            _full = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever it was, the next attempt or the next append says it again.
            _full = $"The disk is full: {e.Message}";
        }
    }

    private void WriteGroup(IReadOnlyList<PendingAppend> batch)
    {
        // An upper bound: appends that turn out to be refused take no room.
        if (!appender.HasRoom(batch.Sum(append => append.Bytes) + RecordFormat.TrailerBytes))
        {
            appender.Roll();
        }

        _staged.Clear();
        _group.Begin(appender.End);
        foreach (PendingAppend append in batch)
        {
            append.Outcome = Stage(append);
        }

        if (_group.IsEmpty)
        {
            return;
        }

        LogEnd end = _group.Seal();
        appender.Write(_group.Bytes);
        appender.Flush(end);
        index.Publish(end);
    }

    private AppendResult Stage(PendingAppend append)
    {
        StreamIndex stream = index.FindOrAdd(append.Stream);
        long actual = stream.NextRevision - 1;
        if (append.ExpectedRevision != actual)
        {
            return IsRepeated(append, stream)
                ? new Appended(append.ExpectedRevision + append.Events.Count)
                : new WrongRevision(append.ExpectedRevision, actual);
        }

        foreach (NewEvent e in append.Events)
        {
            int offset = _group.NextOffset;
            _group.Add(append.Stream, stream.NextRevision, e);
            index.Stage(stream, appender.End.Segment, offset);
        }

        append.IsStaged = true;
        _staged.Add(append);
        return new Appended(stream.NextRevision - 1);
    }

    /// <summary>Whether the events right after the expected revision carry this append's ids: then it is a retry.</summary>
    private bool IsRepeated(PendingAppend append, StreamIndex stream)
    {
        if (append.ExpectedRevision + append.Events.Count >= stream.NextRevision)
        {
            return false;
        }

        using EventCursor cursor = reader.OpenCursor(stream);
        for (int i = 0; i < append.Events.Count; i++)
        {
            long revision = append.ExpectedRevision + 1 + i;
            Guid id = revision <= stream.Signal.Revision ? cursor.Read(revision).Id : StagedId(append.Stream, revision);
            if (id != append.Events[i].Id)
            {
                return false;
            }
        }

        return true;
    }

    private Guid StagedId(string stream, long revision)
    {
        PendingAppend holder = _staged.First(append => append.Stream == stream
            && revision > append.ExpectedRevision && revision <= append.ExpectedRevision + append.Events.Count);
        return holder.Events[(int)(revision - holder.ExpectedRevision - 1)].Id;
    }

    private AppendRefused Refusal() => new(_stopped!, Retryable: false);

    private AppendRefused RefusalWhileFull() => new(_full!, Retryable: true);

    private static void Answer(IReadOnlyList<PendingAppend> batch, Func<PendingAppend, AppendResult> result)
    {
        foreach (PendingAppend append in batch)
        {
            append.Complete(result(append));
        }
    }
}
