using System.Collections.Immutable;
using Rollup.Crypto;

namespace Rollup.Proofs.Commitments;

/// <summary>The rows of a tree at several leaves at once, with the digests that lead them to the cap.</summary>
/// <remarks>
/// Nothing is said twice. Rows stand once for each distinct index, ascending; <see cref="Rows"/> has one list per height,
/// tallest first, in which a row is the concatenation of that height's matrices. Siblings stand layer by layer from the
/// leaves up, ascending, and only where a node's sibling is not itself on the way from another opened leaf.
/// </remarks>
public sealed record MerkleOpening(ImmutableArray<ImmutableArray<Goldilocks>> Rows, ImmutableArray<MerkleDigest> Siblings);
