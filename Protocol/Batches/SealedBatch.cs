using Rollup.Protocol.Events;

namespace Rollup.Protocol;

/// <summary>The outcome of sealing.</summary>
/// <param name="Events">FeesCollected per token, then BatchSealed: one append.</param>
/// <param name="Seal">The last of them.</param>
/// <param name="PublicData">What goes to L1.</param>
public sealed record SealedBatch(IReadOnlyList<RollupEvent> Events, BatchSealed Seal, ReadOnlyMemory<byte> PublicData);
