using System.Collections.Immutable;

namespace Rollup.Proofs.Recursion.Witness;

/// <summary>All that answers one query.</summary>
/// <param name="Position">In the longest codeword.</param>
/// <param name="Rounds">One for each round of commitments; of a tree with 2^k leaves the position's upper k bits are the leaf.</param>
/// <param name="Layers">One for each folding round; likewise.</param>
public sealed record ExpandedQuery(int Position, ImmutableArray<ExpandedTree> Rounds, ImmutableArray<ExpandedLayer> Layers);
