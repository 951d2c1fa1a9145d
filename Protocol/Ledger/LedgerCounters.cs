namespace Rollup.Protocol;

/// <summary>What a ledger counts beside its accounts; copied as a whole when a group begins.</summary>
/// <param name="LowestFree">Lowest leaf ≠ 0 that was never opened; 0 when there is none.</param>
/// <param name="NextQueueIndex">The L1 queue entry that comes next.</param>
/// <param name="BatchTimestamp">The open batch's timestamp in Unix seconds, or null when no batch is open.</param>
/// <param name="LastCollected">The token whose fees were collected last in the open batch.</param>
/// <param name="BatchOperations">Operations of the open batch, collections of fees included.</param>
internal readonly record struct LedgerCounters(
    LeafIndex LowestFree, ulong NextQueueIndex, ulong? BatchTimestamp, TokenId? LastCollected, int BatchOperations, BatchHead Head);
