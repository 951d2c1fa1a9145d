using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Sequencer.Receipts;

/// <summary>An append group with the sequencer's signature: every receipt of the group follows from it.</summary>
internal sealed record SignedGroup(ReceiptGroup Group, Signature Signature)
{
    public Receipt Receipt(long sequence) => Group.Receipt((int)(sequence - Group.FirstSequence), Signature);

    public static ReceiptLeaf LeafOf(RollupEvent @event, EventMetadata metadata) => new(
        metadata.Sequence, @event is OperationEvent operation ? operation.Id : OperationId.None, metadata.Hash, metadata.Previous, @event.At);
}
