using Rollup.Protocol;

namespace Rollup.Sequencer.Queries;

/// <summary>An account as of the newest accepted operation, and as the last sealed batch left it.</summary>
internal sealed record AccountView(LeafIndex Leaf, Account Accepted, Account Sealed);

/// <summary>An account with its path to a sealed batch's root.</summary>
internal sealed record AccountProofView(LeafIndex Leaf, Account Account, BatchHead Batch, Rollup.Crypto.Digest AccountsRoot, MerklePath Path);
