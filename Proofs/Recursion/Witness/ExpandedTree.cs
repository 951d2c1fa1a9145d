using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Recursion.Witness;

/// <summary>A tree opened at one leaf.</summary>
/// <param name="Rows">The joined row of each height, tallest first: the leaf's, then those that join on the way up.</param>
/// <param name="Siblings">From the leaf to the root.</param>
public sealed record ExpandedTree(ImmutableArray<ImmutableArray<Goldilocks>> Rows, ImmutableArray<MerkleDigest> Siblings);
