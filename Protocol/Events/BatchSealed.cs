using Rollup.Crypto;

namespace Rollup.Protocol.Events;

/// <summary>A batch was closed. Fixes its operations, roots, public data and commitments.</summary>
/// <param name="PreviousRoot">The state root before the batch.</param>
/// <param name="D">Keccak-256 of the public data.</param>
/// <param name="RunningDigest">dₙ, the digest after this batch.</param>
/// <param name="FirstSequence">Sequence number of the batch's first operation; its operations end right before this event.</param>
/// <param name="OperationCount">Operations of the batch, collections of fees included.</param>
/// <param name="SlotCount">Slots of public data.</param>
/// <param name="Capacity">Operations of the rung that the batch is proven on.</param>
public sealed record BatchSealed(
    AcceptedAt At,
    BatchHeader Header,
    StateRoot PreviousRoot,
    Bytes32 D,
    Digest RunningDigest,
    long FirstSequence,
    int OperationCount,
    int SlotCount,
    int Capacity) : RollupEvent(At)
{
    public const string TypeName = "BatchSealed";

    public override string Type => TypeName;
}
