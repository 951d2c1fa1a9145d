namespace Rollup.Protocol;

/// <summary>An operation as L1 data shows it: enough to rebuild every balance, without nonces, expiry or signatures.</summary>
public abstract record PublicOperation(OperationKind Kind);

/// <summary>The token is that of the two leaves.</summary>
public sealed record PublicTransfer(LeafIndex From, LeafIndex To, ulong Amount, uint Fee) : PublicOperation(OperationKind.Transfer);

public sealed record PublicOpeningTransfer(LeafIndex From, LeafIndex To, ulong Amount, uint Fee, L2Address NewAddress)
    : PublicOperation(OperationKind.OpeningTransfer);

public sealed record PublicWithdrawal(LeafIndex From, TokenId Token, ulong Amount, uint Fee, EthereumAddress Recipient)
    : PublicOperation(OperationKind.Withdrawal);

/// <summary>Opens the leaf if it is empty.</summary>
public sealed record PublicDeposit(LeafIndex Leaf, TokenId Token, ulong Amount, L2Address Address, EthereumAddress Refund)
    : PublicOperation(OperationKind.Deposit);

public sealed record PublicForcedExit(LeafIndex Leaf, TokenId Token, ulong Burned, L2Address Address, EthereumAddress Payee)
    : PublicOperation(OperationKind.ForcedExit);

/// <summary>Opens the leaf if it is empty.</summary>
public sealed record PublicCollectFees(LeafIndex Leaf, TokenId Token, ulong Amount, L2Address Address)
    : PublicOperation(OperationKind.CollectFees);
