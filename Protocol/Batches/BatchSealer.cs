using Rollup.Protocol.Events;

namespace Rollup.Protocol;

/// <summary>Closes a batch: works out the events that must be appended together, and changes nothing.</summary>
public static class BatchSealer
{
    /// <summary>The collections of fees and the seal of the open batch.</summary>
    /// <param name="state">Stands after the batch's last operation. Only its tree, a cache, is touched.</param>
    /// <param name="batch">Exactly the operations since the last seal.</param>
    /// <param name="operatorAddress">Who receives the fees.</param>
    /// <param name="firstSequence">Sequence number of the batch's first operation.</param>
    /// <param name="at">The time of sealing.</param>
    /// <exception cref="InvalidOperationException">The batch is empty: those are never sealed.</exception>
    public static SealedBatch Seal(LedgerState state, BatchBuilder batch, L2Address operatorAddress, long firstSequence, AcceptedAt at)
    {
        if (batch.IsEmpty || state.OpenBatchTimestamp is not { } timestamp)
        {
            throw new InvalidOperationException($"Batch {state.Head.Number.Next()} holds {batch.Count} operations; an empty batch is never sealed.");
        }

        IReadOnlyList<CollectFees> collections = state.ResolveFees(operatorAddress);
        Operation[] operations = [.. batch.Operations, .. collections];
        OperationId[] ids = [.. batch.Ids, .. collections.Select(_ => OperationId.None)];
        byte[] publicData = PublicDataSlots.Encode(operations);

        BatchNumber number = state.Head.Number.Next();
        // The two halves of the work depend on nothing of each other, and everything else waits for them.
        Task<BatchCommitments> committing = Task.Run(() => BatchCommitments.Of(number, operations, ids, publicData));
        StateRoot root = state.RootAfter(collections);
        BatchCommitments commitments = committing.GetAwaiter().GetResult();
        var header = new BatchHeader(number, timestamp, root, commitments.C, commitments.Z, commitments.Y);
        var seal = new BatchSealed(
            at,
            header,
            state.Head.Root,
            commitments.D,
            RunningDigest.Next(state.Head.RunningDigest, state.Context, header),
            firstSequence,
            operations.Length,
            publicData.Length / PublicDataSlots.SlotBytes,
            batch.Rung.Operations);
        return new([.. collections.Select(c => new FeesCollected(at, c)), seal], seal, publicData);
    }
}
