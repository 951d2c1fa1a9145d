namespace Rollup.Protocol;

/// <summary>An operation with everything that depends on the state resolved: what the log holds and the proof executes.</summary>
public abstract record Operation
{
    private protected Operation()
    {
    }

    public abstract OperationKind Kind { get; }

    /// <summary>True for operations that a user signs; they have an id and count towards a batch's capacity.</summary>
    public bool IsSigned => Kind is OperationKind.Transfer or OperationKind.OpeningTransfer or OperationKind.Withdrawal;

    /// <summary>True for operations that come from the L1 queue.</summary>
    public bool IsQueued => Kind is OperationKind.Deposit or OperationKind.ForcedExit;
}

/// <param name="Recipient">The leaf that receives.</param>
/// <param name="Opens">True when that leaf was empty and is opened for the signed recipient address and token.</param>
public sealed record Transfer(TransferIntent Intent, LeafIndex Recipient, bool Opens) : Operation
{
    public override OperationKind Kind => Opens ? OperationKind.OpeningTransfer : OperationKind.Transfer;
}

public sealed record Withdrawal(WithdrawalIntent Intent) : Operation
{
    public override OperationKind Kind => OperationKind.Withdrawal;
}

/// <param name="QueueIndex">Position in the L1 queue, counted from 0 over deposits and forced exits together.</param>
/// <param name="Refund">Who gets the value back on L1 should the rollup stop before the deposit is proven.</param>
public sealed record Deposit(
    ulong QueueIndex, LeafIndex Leaf, bool Opens, L2Address Address, TokenId Token, ulong Amount, EthereumAddress Refund) : Operation
{
    public override OperationKind Kind => OperationKind.Deposit;
}

/// <param name="Burned">The leaf's whole balance where leaf, address and token match; otherwise 0, and nothing happens.</param>
/// <param name="Payee">The L1 owner, who asked for the exit.</param>
public sealed record ForcedExit(
    ulong QueueIndex, LeafIndex Leaf, L2Address Address, TokenId Token, ulong Burned, EthereumAddress Payee) : Operation
{
    public override OperationKind Kind => OperationKind.ForcedExit;
}

/// <param name="Amount">Exactly the fees of the batch in <paramref name="Token"/>; never zero.</param>
public sealed record CollectFees(LeafIndex Leaf, bool Opens, L2Address Address, TokenId Token, ulong Amount) : Operation
{
    public override OperationKind Kind => OperationKind.CollectFees;
}
