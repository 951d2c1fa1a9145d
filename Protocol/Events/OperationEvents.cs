namespace Rollup.Protocol.Events;

/// <summary>A transfer that has a receipt.</summary>
public sealed record TransferAccepted(AcceptedAt At, OperationId OperationId, Transfer Transfer, RecordedAuthorization Authorization)
    : OperationEvent(At)
{
    public const string TypeName = "TransferAccepted";

    public override string Type => TypeName;

    public override Operation Operation => Transfer;

    public override OperationId Id => OperationId;
}

/// <summary>A withdrawal that has a receipt.</summary>
public sealed record WithdrawalAccepted(AcceptedAt At, OperationId OperationId, Withdrawal Withdrawal, RecordedAuthorization Authorization)
    : OperationEvent(At)
{
    public const string TypeName = "WithdrawalAccepted";

    public override string Type => TypeName;

    public override Operation Operation => Withdrawal;

    public override OperationId Id => OperationId;
}

/// <summary>A deposit of the L1 queue that was credited.</summary>
public sealed record DepositCredited(AcceptedAt At, Deposit Deposit) : OperationEvent(At)
{
    public const string TypeName = "DepositCredited";

    public override string Type => TypeName;

    public override Operation Operation => Deposit;
}

/// <summary>A forced exit of the L1 queue that was carried out, or found not to match and passed over.</summary>
public sealed record ForcedExitProcessed(AcceptedAt At, ForcedExit ForcedExit) : OperationEvent(At)
{
    public const string TypeName = "ForcedExitProcessed";

    public override string Type => TypeName;

    public override Operation Operation => ForcedExit;
}

/// <summary>The batch's fees in one token went to the operator's leaf.</summary>
public sealed record FeesCollected(AcceptedAt At, CollectFees Collection) : OperationEvent(At)
{
    public const string TypeName = "FeesCollected";

    public override string Type => TypeName;

    public override Operation Operation => Collection;
}
