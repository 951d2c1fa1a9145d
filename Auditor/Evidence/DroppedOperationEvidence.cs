using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Auditor.Evidence;

/// <summary>A receipt for an event, and a later receipt whose history has another event at that number.</summary>
/// <param name="Dropped">The promise that was broken.</param>
/// <param name="Anchor">A receipt of the same key for the same or a later number.</param>
/// <param name="PreviousHash">Hash before the first of <paramref name="Events"/>.</param>
/// <param name="Events">Canonical bytes of the events from the dropped one's number to the anchor's.</param>
/// <remarks>
/// The anchor's signature covers its event hash, and that hash covers every event before it. Hashing
/// <paramref name="Events"/> from <paramref name="PreviousHash"/> on must give exactly the anchor's hash, so nobody but the
/// Sequencer could have chosen another event for the dropped one's place.
/// </remarks>
public sealed record DroppedOperationEvidence(
    Receipt Dropped, Receipt Anchor, EventHash PreviousHash, IReadOnlyList<ReadOnlyMemory<byte>> Events) : IEvidence
{
    public string Type => "dropped-operation";

    public string? Refute(PublicKey sequencerKey)
    {
        if (Dropped.Context != Anchor.Context || Dropped.KeyId != Anchor.KeyId || Anchor.Sequence < Dropped.Sequence)
        {
            return "expected an anchor of the same chain, contract and key for the same or a later number";
        }

        if (!Dropped.Verify(sequencerKey) || !Anchor.Verify(sequencerKey))
        {
            return "expected both receipts to be signed by the sequencer's key";
        }

        if (Events.Count != Anchor.Sequence - Dropped.Sequence + 1)
        {
            return $"expected the events {Dropped.Sequence} to {Anchor.Sequence}, found {Events.Count}";
        }

        EventHash atDropped = EventHash.Of(PreviousHash, Events[0].Span);
        EventHash hash = Events.Aggregate(PreviousHash, (previous, bytes) => EventHash.Of(previous, bytes.Span));
        if (hash != Anchor.EventHash)
        {
            return $"expected events that lead to the anchor's hash {Anchor.EventHash}, they lead to {hash}";
        }

        return atDropped == Dropped.EventHash
            ? "the anchored history holds the event of the receipt"
            : null;
    }

    public string Describe() =>
        $"the sequencer confirmed operation {Dropped.OperationId} as event {Dropped.Sequence} ({Dropped.EventHash}), and later signed a history without it";
}
