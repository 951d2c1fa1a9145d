using Rollup.Auditor.Evidence;
using Rollup.Auditor.Replay;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Auditor.Receipts;

/// <summary>Compares receipts with the log as it passes by, and keeps what contradicts it.</summary>
internal sealed class ReceiptBook
{
    private readonly ILookup<long, Receipt> _bySequence;
    private readonly List<string> _findings = [];
    private readonly List<EquivocationEvidence> _equivocations = [];

    /// <summary>Receipts that name another event than the log has at their number.</summary>
    private readonly List<Receipt> _contradicted = [];

    /// <summary>Receipts that agree with the log, in its order.</summary>
    private readonly List<Receipt> _agreeing = [];

    public ReceiptBook(IReadOnlyList<Receipt> receipts, ChainContext chain, PublicKey? sequencerKey)
    {
        List<Receipt> signed = [];
        foreach (Receipt receipt in receipts)
        {
            if (receipt.Context != chain)
            {
                _findings.Add($"receipt {receipt.Sequence} is of chain {receipt.Context.ChainId}, contract {receipt.Context.Contract}");
            }
            else if (sequencerKey is not null && !receipt.Verify(sequencerKey))
            {
                _findings.Add($"receipt {receipt.Sequence} is not signed by the sequencer's key");
            }
            else
            {
                signed.Add(receipt);
            }
        }

        Count = receipts.Count;
        _bySequence = signed.ToLookup(receipt => receipt.Sequence);
        if (sequencerKey is not null)
        {
            FindEquivocations();
        }
    }

    public int Count { get; }

    public IReadOnlyList<string> Findings => _findings;

    public IReadOnlyList<EquivocationEvidence> Equivocations => _equivocations;

    public IReadOnlyList<Receipt> Contradicted => _contradicted;

    /// <summary>The next receipt that signs the log's own history, at <paramref name="sequence"/> or later: it shows what an earlier number holds.</summary>
    public Receipt? AnchorAfter(long sequence) => _agreeing.Find(receipt => receipt.Sequence >= sequence);

    public void Compare(ExaminedEvent @event)
    {
        foreach (Receipt receipt in _bySequence[@event.Sequence])
        {
            bool agrees = receipt.EventHash == @event.Hash && receipt.PreviousEventHash == @event.Metadata!.Previous
                && receipt.OperationId == OperationIdOf(@event) && receipt.AcceptedAt == @event.Event!.At;
            if (agrees)
            {
                _agreeing.Add(receipt);
            }
            else
            {
                _contradicted.Add(receipt);
                _findings.Add($"receipt {receipt.Sequence} names event {receipt.EventHash}, the log has {@event.Hash}");
            }
        }
    }

    /// <summary>Receipts beyond the end of the log show that events are missing.</summary>
    public void Close(long events)
    {
        long last = _bySequence.Select(group => group.Key).DefaultIfEmpty(-1).Max();
        if (last >= events)
        {
            _findings.Add($"missing events {events}..{last}: receipts name them and the log ends before");
        }
    }

    private static OperationId OperationIdOf(ExaminedEvent @event) =>
        @event.Event is Protocol.Events.OperationEvent operation ? operation.Id : OperationId.None;

    private void FindEquivocations()
    {
        foreach (IGrouping<long, Receipt> group in _bySequence)
        {
            Receipt first = group.First();
            if (group.FirstOrDefault(receipt => EquivocationEvidence.Contradict(first, receipt)) is { } second)
            {
                _equivocations.Add(new(first, second));
                _findings.Add($"two signed receipts for event {group.Key} name {first.EventHash} and {second.EventHash}");
            }
        }
    }
}
