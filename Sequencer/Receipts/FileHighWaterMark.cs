using System.Collections.Concurrent;
using Rollup.EventLog.Marks;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Sequencer.Receipts;

/// <summary>The mark in a file of its own, flushed on a thread of its own: a flush blocks, and the pool's threads are few.</summary>
public sealed class FileHighWaterMark : IHighWaterMark
{
    private readonly HighWaterMark _mark;
    private readonly BlockingCollection<(LogHead Head, TaskCompletionSource Done)> _requests = [];
    private readonly Thread _thread;

    public FileHighWaterMark(HighWaterMark mark)
    {
        _mark = mark;
        _thread = new(Run) { Name = "high-water mark", IsBackground = true };
        _thread.Start();
    }

    public LogHead? Current => _mark.Current is { } mark ? new(mark.Number, new(new Bytes32(mark.Hash.Span))) : null;

    public ValueTask AdvanceAsync(LogHead head)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Add((head, done));
        return new(done.Task);
    }

    public void Dispose()
    {
        _requests.CompleteAdding();
        _thread.Join();
        _requests.Dispose();
        _mark.Dispose();
    }

    private void Run()
    {
        foreach ((LogHead head, TaskCompletionSource done) in _requests.GetConsumingEnumerable())
        {
            try
            {
                Advance(head);
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    private void Advance(LogHead head)
    {
        Span<byte> hash = stackalloc byte[Bytes32.ByteCount];
        head.Hash.Value.Write(hash);
        try
        {
            MarkAdvance advance = _mark.Advance(head.Sequence, hash);
            if (advance is MarkAdvance.RefusedAsOlder or MarkAdvance.RefusedAsOther)
            {
                throw new SequencerHaltException(
                    HaltReason.Damaged, $"Event {head.Sequence} with hash {head.Hash} must not be signed: event {Current} may have been signed before.");
            }
        }
        catch (IOException e)
        {
            throw new SequencerHaltException(HaltReason.LogBroken, $"The high-water mark cannot be written: {e.Message}", e);
        }
    }
}
