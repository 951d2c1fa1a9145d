using Rollup.Crypto;
using Rollup.Crypto.Signatures;

namespace Rollup.Protocol;

/// <summary>The Sequencer's signed word that an event stands at a number of its log.</summary>
/// <param name="KeyId">Which of the Sequencer's published keys signed.</param>
/// <param name="GroupFirst">Sequence number of the first event of the append.</param>
/// <param name="GroupSize">Events of the append.</param>
/// <param name="Path">Siblings in the group's tree, from the bottom up.</param>
public sealed partial record Receipt(
    ChainContext Context,
    uint KeyId,
    ReceiptLeaf Leaf,
    long GroupFirst,
    int GroupSize,
    Signature Signature,
    IReadOnlyList<Bytes32> Path)
{
    /// <summary>Most siblings that a path can have: group sizes are below 2^31.</summary>
    internal const int MaxPathLength = 31;

    public long Sequence => Leaf.Sequence;

    public OperationId OperationId => Leaf.OperationId;

    public EventHash EventHash => Leaf.Event;

    public EventHash PreviousEventHash => Leaf.Previous;

    public AcceptedAt AcceptedAt => Leaf.At;

    /// <summary>The message that the signature must fit; null when the path does not fit the group.</summary>
    public Digest? Message =>
        GroupTree.TryRoot(Leaf.Hash(), Leaf.Sequence - GroupFirst, GroupSize, Path, out Bytes32 root)
            ? ReceiptGroup.MessageOf(Context, KeyId, GroupFirst, GroupSize, root)
            : null;

    /// <summary>Whether the holder of this key signed exactly what the receipt says.</summary>
    /// <remarks>Which key belongs to <see cref="KeyId"/>, and for which numbers, is for the caller to know.</remarks>
    public bool Verify(PublicKey sequencerKey) => Message is { } message && Schnorr.Verify(sequencerKey, message, Signature);

    public bool Equals(Receipt? other) =>
        other is not null
        && (Context, KeyId, Leaf, GroupFirst, GroupSize) == (other.Context, other.KeyId, other.Leaf, other.GroupFirst, other.GroupSize)
        && Signature.Equals(other.Signature)
        && Path.SequenceEqual(other.Path);

    public override int GetHashCode() => HashCode.Combine(Context, KeyId, Leaf, GroupFirst, GroupSize);
}
