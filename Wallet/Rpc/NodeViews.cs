using System.Text.Json;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Wallet.Rpc;

/// <summary>What a node says it is.</summary>
public sealed record NodeInfo(
    ChainContext Chain, uint KeyId, PublicKey SequencerKey, StateRoot GenesisRoot, string Version, bool Faucet, bool Withdrawals, int MaxBatchCall);

/// <summary>A token the node takes. One token is 10^<paramref name="Decimals"/> L2 units.</summary>
public sealed record TokenInfo(TokenId Id, string Symbol, int Decimals);

/// <summary>What an address holds of one token: as accepted, and as of the newest sealed batch.</summary>
public sealed record AccountInfo(
    LeafIndex Leaf, L2Address Address, TokenId Token, ulong Balance, ulong Nonce, ulong SealedBalance, ulong SealedNonce);

/// <summary>An operation that touched an address, with its canonical event.</summary>
/// <param name="Batch">Null while no batch holds it.</param>
public sealed record OperationInfo(long Sequence, string Status, BatchNumber? Batch, JsonElement Event);

/// <summary>How far a node is.</summary>
public sealed record StatusInfo(long Sequence, BatchNumber Batch, StateRoot StateRoot, int OpenOperations);

/// <summary>An event as the log has it: canonical bytes beside their metadata.</summary>
public sealed record RawEvent(string Type, byte[] Data, byte[] Metadata);

/// <summary>One item of a subscription.</summary>
/// <param name="Sequence">Its number; a subscription that starts at the next one misses nothing.</param>
public sealed record SubscriptionItem(ulong Sequence, JsonElement Result);
