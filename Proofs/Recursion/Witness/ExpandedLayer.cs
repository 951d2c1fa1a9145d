using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Recursion.Witness;

/// <summary>A FRI layer opened at one leaf.</summary>
/// <param name="Coefficients">c₀ to c_(n−1), of which the row is made that the leaf hashes.</param>
/// <param name="Siblings">From the leaf to the root.</param>
public sealed record ExpandedLayer(ImmutableArray<GoldilocksCubic> Coefficients, ImmutableArray<MerkleDigest> Siblings);
