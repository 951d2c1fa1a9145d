using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Fri;

/// <summary>The claimed values of all polynomials of all rounds.</summary>
/// <param name="Values">By round, matrix, point, polynomial.</param>
public sealed record OpenedValues(ImmutableArray<ImmutableArray<ImmutableArray<ImmutableArray<GoldilocksCubic>>>> Values)
{
    public ImmutableArray<GoldilocksCubic> this[int round, int matrix, int point] => Values[round][matrix][point];
}

/// <summary>One folding round as the queries see it.</summary>
/// <param name="Coefficients">
/// Of each distinct leaf, ascending, all coefficients but the first, which follows from what the round before gives.
/// </param>
/// <param name="Siblings">As in <see cref="MerkleOpening"/>.</param>
public sealed record FriLayerOpening(ImmutableArray<GoldilocksCubic> Coefficients, ImmutableArray<MerkleDigest> Siblings);

/// <summary>What proves that the committed polynomials have the claimed values.</summary>
public sealed record OpeningProof
{
    public required OpenedValues Opened { get; init; }

    /// <summary>One per folding round.</summary>
    public required ImmutableArray<Commitment> Layers { get; init; }

    /// <summary>Coefficients, lowest degree first.</summary>
    public required ImmutableArray<GoldilocksCubic> FinalPolynomial { get; init; }

    /// <summary>The grinding nonces in the order of their sites; see <see cref="OpeningTranscript"/>.</summary>
    public required ImmutableArray<ulong> Nonces { get; init; }

    /// <summary>One per round of commitments.</summary>
    public required ImmutableArray<MerkleOpening> RowOpenings { get; init; }

    /// <summary>One per folding round.</summary>
    public required ImmutableArray<FriLayerOpening> LayerOpenings { get; init; }
}
