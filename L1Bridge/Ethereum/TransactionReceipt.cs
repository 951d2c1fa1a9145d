namespace Rollup.L1Bridge.Ethereum;

/// <summary>A transaction that is in a block.</summary>
/// <param name="Succeeded">False when it reverted; it is in the block and paid for all the same.</param>
/// <param name="GasUsed">Of the whole transaction: base, calldata with its floor, execution.</param>
/// <param name="ContractAddress">Of the contract it created, if it did.</param>
public sealed record TransactionReceipt(string Hash, bool Succeeded, ulong GasUsed, string? ContractAddress);
