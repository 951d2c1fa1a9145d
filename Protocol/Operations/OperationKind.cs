namespace Rollup.Protocol;

/// <summary>The opcode of an operation's first slot. Signed messages use <see cref="Transfer"/> and <see cref="Withdrawal"/> as the operation type.</summary>
public enum OperationKind
{
    /// <summary>A transfer to a leaf that exists.</summary>
    Transfer = 1,

    /// <summary>A transfer that opens the recipient's leaf. Signed as <see cref="Transfer"/>.</summary>
    OpeningTransfer = 2,

    Withdrawal = 3,
    Deposit = 4,
    ForcedExit = 5,
    CollectFees = 6,
}
