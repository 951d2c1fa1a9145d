using Rollup.Protocol.Events;

namespace Rollup.Protocol;

/// <summary>The fold. Every operation is checked against the rules again: the log may come from anywhere.</summary>
public sealed partial class LedgerState
{
    /// <summary>Applies an event of the operations stream.</summary>
    /// <exception cref="InvalidTransitionException">The rules do not allow it; the state is unchanged.</exception>
    public void Apply(RollupEvent @event)
    {
        switch (@event)
        {
            case OperationEvent e:
                Apply(e.Operation, e.At);
                break;
            case BatchSealed e:
                Apply(e);
                break;
            default:
                // Skipping an event we do not know would rebuild a different state root.
                throw new InvalidTransitionException($"{@event.Type} is no event of the operations stream.");
        }
    }

    /// <summary>Applies an operation, opening a batch if none is open.</summary>
    /// <exception cref="InvalidTransitionException">The rules do not allow it; the state is unchanged.</exception>
    public void Apply(Operation operation, AcceptedAt at)
    {
        ulong timestamp = BatchTimestampAt(at);
        if (_counters.LastCollected is { } collected && operation is not CollectFees)
        {
            throw new InvalidTransitionException($"{operation} follows the collection of fees in token {collected}: only the seal may.");
        }

        switch (operation)
        {
            case Transfer transfer:
                Apply(transfer, timestamp);
                break;
            case Withdrawal withdrawal:
                Require(operation, CheckSpend(withdrawal.Intent, timestamp));
                Debit(withdrawal.Intent);
                SetSupply(withdrawal.Intent.Token, SupplyOf(withdrawal.Intent.Token) - withdrawal.Intent.Amount);
                break;
            case Deposit deposit:
                Apply(deposit);
                break;
            case ForcedExit exit:
                Apply(exit);
                break;
            case CollectFees fees:
                Apply(fees);
                break;
            default:
                throw new InvalidTransitionException($"Unknown operation {operation}.");
        }

        _counters = _counters with { BatchTimestamp = timestamp, BatchOperations = _counters.BatchOperations + 1 };
    }

    private void Apply(Transfer transfer, ulong timestamp)
    {
        TransferIntent intent = transfer.Intent;
        Require(transfer, CheckSpend(intent, timestamp)
            ?? CheckTarget(transfer.Recipient, transfer.Opens, intent.Recipient, intent.Token)
            ?? (transfer.Recipient == intent.Sender ? null : CheckCredit(transfer.Recipient, intent.Amount)));

        Debit(intent);
        Credit(transfer.Recipient, transfer.Opens, intent.Recipient, intent.Token, intent.Amount);
    }

    private void Apply(Deposit deposit)
    {
        RequireQueueOrder(deposit, deposit.QueueIndex);
        Require(deposit, CheckDeposited(deposit.Amount)
            ?? CheckTarget(deposit.Leaf, deposit.Opens, deposit.Address, deposit.Token)
            ?? CheckCredit(deposit.Leaf, deposit.Amount));

        ulong supply = checked(SupplyOf(deposit.Token) + deposit.Amount);
        Credit(deposit.Leaf, deposit.Opens, deposit.Address, deposit.Token, deposit.Amount);
        SetSupply(deposit.Token, supply);
        _counters = _counters with { NextQueueIndex = deposit.QueueIndex + 1 };
    }

    private void Apply(ForcedExit exit)
    {
        RequireQueueOrder(exit, exit.QueueIndex);
        ulong burned = BalanceToBurn(exit.Leaf, exit.Address, exit.Token);
        if (exit.Burned != burned)
        {
            throw new InvalidTransitionException($"{exit} burns {exit.Burned}, but exactly {burned} must be burned.");
        }

        if (burned != 0)
        {
            SetAccount(exit.Leaf, _accounts[exit.Leaf] with { Balance = 0 });
            SetSupply(exit.Token, SupplyOf(exit.Token) - burned);
        }

        _counters = _counters with { NextQueueIndex = exit.QueueIndex + 1 };
    }

    private void Apply(CollectFees fees)
    {
        if (fees.Amount == 0 || fees.Amount != _fees[fees.Token])
        {
            throw new InvalidTransitionException($"{fees} collects {fees.Amount}, but the batch's fees in that token are {_fees[fees.Token]}.");
        }

        if (_counters.LastCollected is { } last && fees.Token <= last)
        {
            throw new InvalidTransitionException($"{fees} follows the collection of token {last}: tokens must ascend.");
        }

        Require(fees, CheckTarget(fees.Leaf, fees.Opens, fees.Address, fees.Token) ?? CheckCredit(fees.Leaf, fees.Amount));
        Credit(fees.Leaf, fees.Opens, fees.Address, fees.Token, fees.Amount);
        SetFees(fees.Token, 0);
        _counters = _counters with { LastCollected = fees.Token };
    }

    private void Apply(BatchSealed sealing)
    {
        BatchHeader header = sealing.Header;
        if (_counters.BatchTimestamp is not { } timestamp || _fees.Count != 0)
        {
            throw new InvalidTransitionException($"Batch {header.Number} cannot be sealed: it is empty, or fees in {_fees.Count} tokens are not collected.");
        }

        var stated = (header.Number, header.Timestamp, sealing.OperationCount, sealing.PreviousRoot);
        var expected = (Head.Number.Next(), timestamp, _counters.BatchOperations, Head.Root);
        if (stated != expected)
        {
            throw new InvalidTransitionException($"The seal states number, time, operations and root before as {stated}; the replay has {expected}.");
        }

        StateRoot root = SealRoot();
        var digest = RunningDigest.Next(Head.RunningDigest, Context, header);
        if (header.NewRoot != root || sealing.RunningDigest != digest)
        {
            throw new InvalidTransitionException(
                $"Batch {header.Number} was sealed with root {header.NewRoot} and digest {sealing.RunningDigest}; the replay gives {root} and {digest}.");
        }

        _counters = _counters with { BatchTimestamp = null, LastCollected = null, BatchOperations = 0, Head = new(header.Number, header.Timestamp, root, digest) };
    }

    /// <summary>The rules of <see cref="Check"/> without those that only protect the sender, such as the zero recipient.</summary>
    private Refusal? CheckSpend(ISignedIntent intent, ulong timestamp) =>
        SignedMessage.CheckShape(intent, recipientIsZero: false) ?? CheckSender(intent, timestamp);

    private static Refusal? CheckDeposited(ulong amount) =>
        amount is 0 or > ProtocolLimits.MaxAmount
            ? new(amount == 0 ? RefusalReason.AmountZero : RefusalReason.AmountTooLarge, $"The amount is {amount}.", $"1 to {ProtocolLimits.MaxAmount}")
            : null;

    private static void Require(Operation operation, Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidTransitionException($"{operation}: {refusal.Reason.Name()}. {refusal.Message} Expected: {refusal.Expected ?? "none"}.");
        }
    }

    private void RequireQueueOrder(Operation operation, ulong queueIndex)
    {
        if (queueIndex != NextQueueIndex)
        {
            throw new InvalidTransitionException($"{operation} has queue index {queueIndex}; the next is {NextQueueIndex}.");
        }
    }

    private void Debit(ISignedIntent intent)
    {
        Account sender = _accounts[intent.Sender];
        SetAccount(intent.Sender, sender with { Balance = sender.Balance - intent.Amount - intent.Fee, Nonce = sender.Nonce + 1 });
        if (intent.Fee != 0)
        {
            SetFees(intent.Token, _fees[intent.Token] + intent.Fee);
        }
    }

    private void Credit(LeafIndex leaf, bool opens, L2Address address, TokenId token, ulong amount)
    {
        Account account = opens ? new(address, token, 0, 0) : _accounts[leaf];
        SetAccount(leaf, account with { Balance = account.Balance + amount });
    }
}
