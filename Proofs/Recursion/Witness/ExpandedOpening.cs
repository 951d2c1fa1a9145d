using System.Collections.Immutable;
using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Witness;

/// <summary>An opening with nothing shared between its queries: each has its own rows and paths, however often that repeats them.</summary>
/// <param name="Alpha">The batching challenge.</param>
/// <param name="Betas">The folding challenges.</param>
/// <param name="Queries">In the order in which their positions are drawn; the same one may come twice.</param>
public sealed record ExpandedOpening(GoldilocksCubic Alpha, ImmutableArray<GoldilocksCubic> Betas, ImmutableArray<ExpandedQuery> Queries);
