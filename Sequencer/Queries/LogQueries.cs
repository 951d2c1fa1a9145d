using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.State;

namespace Rollup.Sequencer.Queries;

/// <summary>Questions that need events. Only those that the high-water mark covers exist for anybody outside.</summary>
internal sealed class LogQueries(IEventReader log, LedgerQueries ledger, ReceiptArchive archive, ProgressSignal covered)
{
    /// <summary>The newest event that may be shown.</summary>
    public long Covered => covered.Value;

    /// <summary>A signed operation by its id, with its receipt; null if there is none.</summary>
    public async ValueTask<OperationView?> OperationAsync(OperationId id, CancellationToken cancellationToken)
    {
        IEnumerable<long> candidates = ledger.Candidates(id).Where(s => s <= Covered);
        return await archive.FindAsync(id, candidates, cancellationToken) is { } sequence
            ? new(await EventAsync(sequence, cancellationToken), await archive.GetAsync(sequence, cancellationToken))
            : null;
    }

    public async ValueTask<EventView> EventAsync(long sequence, CancellationToken cancellationToken)
    {
        await foreach (EventView view in EventsAsync(sequence, 1, cancellationToken))
        {
            return view;
        }

        throw new InvalidOperationException($"Event {sequence} is not in the log.");
    }

    /// <summary>Up to <paramref name="count"/> events from a number on.</summary>
    public async IAsyncEnumerable<EventView> EventsAsync(
        long first, long count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long most = Math.Min(count, Covered - first + 1);
        if (most <= 0)
        {
            yield break;
        }

        await foreach (RecordedEvent record in log.ReadAsync(StoredEvent.Stream, first, ReadDirection.Forwards, most, cancellationToken))
        {
            yield return EventView.Of(record, ledger.BatchOf(record.Revision));
        }
    }

    /// <summary>A page of the events that touched an address, newest first.</summary>
    public async ValueTask<IReadOnlyList<EventView>> HistoryAsync(L2Address address, long before, int count, CancellationToken cancellationToken)
    {
        var page = new List<EventView>(count);
        foreach (long sequence in ledger.History(address, Math.Min(before, Covered + 1), count))
        {
            page.Add(await EventAsync(sequence, cancellationToken));
        }

        return page;
    }

    /// <summary>The seal of a batch; null if there is no such batch.</summary>
    /// <remarks>
    /// The heads and proofs of accounts name a batch as soon as it is stored. Whoever asks for it then waits until the mark
    /// covers it, rather than hear that there is none.
    /// </remarks>
    public async ValueTask<BatchView?> BatchAsync(BatchNumber number, CancellationToken cancellationToken)
    {
        if (ledger.SealOf(number) is not { } sequence)
        {
            return null;
        }

        await covered.WaitBeyondAsync(sequence - 1, cancellationToken);
        EventView view = await EventAsync(sequence, cancellationToken);
        return new(view, (BatchSealed)view.Event);
    }
}
