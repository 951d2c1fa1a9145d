using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Fri;

/// <summary>A commitment as the prover opens it.</summary>
/// <param name="Points">For each matrix the points to open it at: at least one, none in the base field.</param>
public sealed record OpeningRound(CommittedMatrices Matrices, IReadOnlyList<IReadOnlyList<GoldilocksCubic>> Points);

/// <summary>A commitment as the verifier checks it.</summary>
/// <param name="Shapes">The committed matrices in order: from the statement, never from the proof.</param>
/// <param name="Points">For each matrix its opening points.</param>
public sealed record ClaimedRound(
    Commitment Commitment, IReadOnlyList<MatrixShape> Shapes, IReadOnlyList<IReadOnlyList<GoldilocksCubic>> Points);
