using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Fees;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Submissions;

namespace Rollup.Sequencer.Ordering;

/// <summary>Decides about waiting operations, in their order, each on top of those before it.</summary>
/// <remarks>
/// The decisions are tried out on the state and taken back before anybody else can see them: the state itself changes
/// only by events that the log has stored.
/// </remarks>
internal sealed class GroupBuilder(SequencerState state, FeeSchedule fees, CapacityRung largest)
{
    /// <summary>Most operations of one append. An event with its metadata is below 2.5 KiB, an append at most 1 MiB.</summary>
    public const int MaxOperations = 400;

    private readonly Dictionary<OperationId, List<PendingOperation>> _inGroup = [];

    /// <summary>Takes operations off the queue until it is empty, the group is full, or the batch is.</summary>
    /// <param name="batchIsFull">True when the next operation needs a new batch; it stays in the queue.</param>
    /// <remarks>Those refused are answered at once: a refusal promises nothing.</remarks>
    public AppendGroup Build(Queue<PendingOperation> waiting, AcceptedAt at, out bool batchIsFull)
    {
        var group = new AppendGroup();
        _inGroup.Clear();
        batchIsFull = false;
        lock (state.Gate)
        {
            int sizeBefore = state.OpenBatch.Count;
            state.Ledger.BeginGroup();
            try
            {
                while (!batchIsFull && group.Decided.Count < MaxOperations && waiting.TryPeek(out PendingOperation? next))
                {
                    batchIsFull = !TryDecide(next, at, group);
                    if (!batchIsFull)
                    {
                        waiting.Dequeue();
                    }
                }
            }
            finally
            {
                state.Ledger.RollBackGroup();
                state.OpenBatch.Truncate(sizeBefore);
            }
        }

        return group;
    }

    /// <returns>False when the open batch has no room for the operation.</returns>
    private bool TryDecide(PendingOperation pending, AcceptedAt at, AppendGroup group) => pending switch
    {
        PendingSubmission submission => TryDecide(submission, at, group),
        PendingDeposit deposit => TryDecide(deposit, at, group),
        _ => throw new InvalidOperationException($"Unknown kind of operation {pending.GetType()}."),
    };

    private bool TryDecide(PendingSubmission pending, AcceptedAt at, AppendGroup group)
    {
        if (_inGroup.TryGetValue(pending.Id, out List<PendingOperation>? same))
        {
            same.Add(pending);
            return true;
        }

        if (Check(pending.Operation, at) is { } refusal)
        {
            Refuse(pending, refusal, group);
            return true;
        }

        Operation operation = state.Ledger.Resolve(pending.Operation);
        if (fees.Check(pending.Operation, opens: operation is Transfer { Opens: true }) is { } tooLow)
        {
            pending.Answer(new Refused(tooLow));
            return true;
        }

        if (!state.OpenBatch.CanTake(operation, largest))
        {
            return false;
        }

        List<PendingOperation> waiting = [pending];
        _inGroup.Add(pending.Id, waiting);
        Take(EventOf(pending, operation, at), waiting, group);
        return true;
    }

    private bool TryDecide(PendingDeposit pending, AcceptedAt at, AppendGroup group)
    {
        CreditFromFaucet command = pending.Command;
        if (!DevelopmentFaucet.TryResolve(
            state.Ledger, command.Address, command.Token, command.Amount, out Deposit? deposit, out Refusal? refusal))
        {
            pending.Answer(new Refused(refusal));
            return true;
        }

        if (!state.OpenBatch.CanTake(deposit, largest))
        {
            return false;
        }

        Take(new DepositCredited(at, deposit), [pending], group);
        return true;
    }

    // Stricter than the rule, which looks at the batch's timestamp only: nothing is taken after its owner's date.
    private Refusal? Check(SignedOperation operation, AcceptedAt at) =>
        state.Ledger.Check(operation, Math.Max(state.Ledger.BatchTimestampAt(at), at.UnixSeconds));

    private void Refuse(PendingSubmission pending, Refusal refusal, AppendGroup group)
    {
        IReadOnlyList<long> candidates = state.Operations.Candidates(pending.Id);
        if (candidates.Count == 0)
        {
            pending.Answer(new Refused(refusal));
        }
        else
        {
            group.Repeats.Add(new(pending, candidates, new(refusal)));
        }
    }

    private void Take(OperationEvent @event, IReadOnlyList<PendingOperation> waiting, AppendGroup group)
    {
        state.Ledger.Apply(@event);
        state.OpenBatch.Add(@event.Operation, @event.Id);
        group.Add(@event, waiting);
    }

    private static OperationEvent EventOf(PendingSubmission pending, Operation operation, AcceptedAt at) => operation switch
    {
        Transfer transfer => new TransferAccepted(at, pending.Id, transfer, pending.Operation.Authorization),
        Withdrawal withdrawal => new WithdrawalAccepted(at, pending.Id, withdrawal, pending.Operation.Authorization),
        _ => throw new InvalidOperationException($"Nobody signs {operation}."),
    };
}
