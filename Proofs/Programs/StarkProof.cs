using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;

namespace Rollup.Proofs.Programs;

/// <summary>A proof that tables of a program exist which satisfy all constraints with given public values.</summary>
public sealed record StarkProof
{
    /// <summary>log₂ of each table's height.</summary>
    public required ImmutableArray<int> LogHeights { get; init; }

    public required Commitment Main { get; init; }

    /// <summary>Null exactly if the program has no buses.</summary>
    public required Commitment? Auxiliary { get; init; }

    /// <summary>The sum of each table that has messages, in the order of the tables.</summary>
    public required ImmutableArray<GoldilocksCubic> BusSums { get; init; }

    public required Commitment Quotient { get; init; }

    /// <summary>The values of all columns at ζ and ω·ζ, and their proof.</summary>
    public required OpeningProof Opening { get; init; }
}
