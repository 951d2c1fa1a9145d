namespace Rollup.Protocol;

/// <summary>The closed list of reasons; <see cref="RefusalReasons.Name"/> gives the name that the RPC and the log use.</summary>
public enum RefusalReason
{
    AmountZero,
    AmountTooLarge,
    NonceTooLow,
    NonceTooHigh,
    ValidUntilTooLarge,
    Expired,
    UnknownAccount,
    WrongAddress,
    TokenMismatch,
    InsufficientBalance,
    RecipientZero,
    RecipientOverflow,
    TreeFull,
    FeeTooLow,
    InvalidKey,
    InvalidSignature,
    UnknownToken,
    SupplyExceeded,
    NotDevelopmentChain,
}
