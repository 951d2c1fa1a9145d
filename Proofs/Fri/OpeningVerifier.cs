using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>The polynomial commitment scheme, verifier's side.</summary>
/// <remarks>Holds a proof to the parameters it is given, whatever they are worth: a floor on their soundness is its caller's duty.</remarks>
public sealed class OpeningVerifier(FriParameters parameters, VectorPath? path = null)
{
    private readonly MerkleHash _hash = MerkleHash.Of(parameters.Validated().Hash);
    private readonly MerkleVerifier _merkle = new(MerkleHash.Of(parameters.Hash), path ?? VectorPaths.Active);

    public FriParameters Parameters { get; } = parameters;

    /// <summary>For tests: lets a failure pass, as if its check were missing.</summary>
    internal Predicate<ProofFailure> Overlooks { get; init; } = _ => false;

    /// <summary>Checks that the committed polynomials have the values that the proof claims.</summary>
    /// <param name="transcript">Has absorbed the commitments and sampled the points, as the prover's had.</param>
    /// <param name="rounds">From the statement: shapes and points are never taken from the proof.</param>
    /// <returns>Null when the proof is right, else the check that failed.</returns>
    public ProofFailure? Verify(Transcript transcript, IReadOnlyList<ClaimedRound> rounds, OpeningProof proof)
    {
        if (Replay(transcript, rounds, proof, out OpeningPlan plan, out OpeningChallenges challenges) is { } refused)
        {
            return refused;
        }

        // 5. The rows at the queried positions, against each round's commitment.
        int[] distinct = IndexSet.Of(challenges.Positions);
        for (int round = 0; round < rounds.Count; round++)
        {
            int[] leaves = IndexSet.Ancestors(distinct, plan.Schedule.LogLength - plan.Trees[round].LogLeafCount);
            if (First([_merkle.Verify($"round {round}", rounds[round].Commitment, plan.Trees[round], leaves, proof.RowOpenings[round])]) is { } failure)
            {
                return failure;
            }
        }

        DeepVerifier deep = new(plan, proof, challenges.Alpha);
        return new FriVerifier(plan, _merkle, Overlooks).Verify(proof, batch => deep.Combine(batch, distinct), challenges.Betas);
    }

    /// <summary>The checks of statement and form, and the transcript: all but the openings themselves.</summary>
    /// <returns>Null, or the check that failed; plan and challenges are then not to be used.</returns>
    internal ProofFailure? Replay(
        Transcript transcript, IReadOnlyList<ClaimedRound> rounds, OpeningProof proof, out OpeningPlan plan, out OpeningChallenges challenges)
    {
        (plan, challenges) = (null!, null!);
        if (First(CheckStatement(rounds)) is { } refused)
        {
            return refused;
        }

        plan = new(Parameters, [.. rounds.Select(round => round.Shapes)], [.. rounds.Select(round => round.Points)]);
        return First(CheckForm(plan, rounds, proof)) ?? Replay(transcript, plan, proof, out challenges);
    }

    /// <summary>The first check that failed, in order.</summary>
    private ProofFailure? First(IEnumerable<ProofFailure?> checks) => checks.FirstOrDefault(failure => failure is not null && !Overlooks(failure));

    private IEnumerable<ProofFailure?> CheckStatement(IReadOnlyList<ClaimedRound> rounds)
    {
        int maxLogRowCount = EvaluationDomain.MaxLogSize - Parameters.LogBlowup;
        for (int round = 0; round < rounds.Count; round++)
        {
            for (int matrix = 0; matrix < rounds[round].Shapes.Count; matrix++)
            {
                int logRowCount = rounds[round].Shapes[matrix].LogRowCount;
                yield return logRowCount >= 0 && logRowCount <= maxLogRowCount
                    ? null
                    : new HeightOutOfRange(round, matrix, logRowCount, maxLogRowCount);

                foreach (GoldilocksCubic point in rounds[round].Points[matrix])
                {
                    // All domains lie in the base field, so this keeps every denominator z − x from zero.
                    yield return point.C1.IsZero && point.C2.IsZero ? new PointInsideDomain(round, matrix, point) : null;
                }
            }
        }
    }

    private static OpenedValueCountMismatch? CheckOpenedForm(IReadOnlyList<ClaimedRound> rounds, OpenedValues opened)
    {
        if (opened.Values.Length != rounds.Count)
        {
            return new("rounds", rounds.Count, opened.Values.Length);
        }

        for (int round = 0; round < rounds.Count; round++)
        {
            var matrices = opened.Values[round];
            if (matrices.Length != rounds[round].Shapes.Count)
            {
                return new($"matrices of round {round}", rounds[round].Shapes.Count, matrices.Length);
            }

            for (int matrix = 0; matrix < matrices.Length; matrix++)
            {
                if (matrices[matrix].Length != rounds[round].Points[matrix].Count)
                {
                    return new($"points of matrix {matrix} of round {round}", rounds[round].Points[matrix].Count, matrices[matrix].Length);
                }

                int expected = rounds[round].Shapes[matrix].PolynomialCount;
                foreach (ImmutableArray<GoldilocksCubic> values in matrices[matrix])
                {
                    if (values.Length != expected)
                    {
                        return new($"values of matrix {matrix} of round {round}", expected, values.Length);
                    }
                }
            }
        }

        return null;
    }

    private IEnumerable<ProofFailure?> CheckForm(OpeningPlan plan, IReadOnlyList<ClaimedRound> rounds, OpeningProof proof)
    {
        yield return CheckOpenedForm(rounds, proof.Opened);

        int layers = plan.Schedule.Rounds.Length;
        yield return proof.Layers.Length == layers ? null : new LayerCountMismatch("commitments", layers, proof.Layers.Length);
        yield return proof.LayerOpenings.Length == layers ? null : new LayerCountMismatch("openings", layers, proof.LayerOpenings.Length);

        int nonces = NonceChecker.CountFor(Parameters, plan.Schedule);
        yield return proof.Nonces.Length == nonces ? null : new NonceCountMismatch(nonces, proof.Nonces.Length);

        int final = 1 << plan.Schedule.LogFinalLength;
        yield return proof.FinalPolynomial.Length == final ? null : new FinalPolynomialLengthMismatch(final, proof.FinalPolynomial.Length);
        yield return proof.RowOpenings.Length == plan.Trees.Length
            ? null
            : new RowOpeningCountMismatch(plan.Trees.Length, proof.RowOpenings.Length);

        foreach (ProofFailure? check in CheckLayerDigests(plan, proof))
        {
            yield return check;
        }
    }

    /// <summary>The layers' digests, before the transcript absorbs them.</summary>
    private IEnumerable<ProofFailure?> CheckLayerDigests(OpeningPlan plan, OpeningProof proof)
    {
        for (int layer = 0; layer < proof.Layers.Length; layer++)
        {
            ImmutableArray<MerkleDigest> cap = proof.Layers[layer].Cap;
            int expected = 1 << OpeningPlan.LayerShapeOf(Parameters, plan.Schedule.Rounds[layer]).CapHeight;
            yield return cap.Length == expected ? null : new CapSizeMismatch($"layer {layer}", expected, cap.Length);
            foreach (MerkleDigest digest in cap)
            {
                yield return _hash.IsCanonical(digest) ? null : new DigestNotCanonical($"layer {layer}", digest);
            }
        }
    }

    /// <summary>Steps 1 to 5 of <see cref="OpeningTranscript"/> with what the proof holds.</summary>
    private WorkMissing? Replay(Transcript transcript, OpeningPlan plan, OpeningProof proof, out OpeningChallenges challenges)
    {
        OpeningTranscript order = new(transcript, plan, new NonceChecker(proof.Nonces, Overlooks));
        challenges = null!;

        order.AbsorbOpenedValues(proof.Opened);
        if (order.SampleBatchingChallenge() is not { } alpha)
        {
            return new(OpeningTranscript.BatchingSite, Parameters.CommitGrindingBits);
        }

        GoldilocksCubic[] betas = new GoldilocksCubic[proof.Layers.Length];
        for (int round = 0; round < betas.Length; round++)
        {
            if (order.SampleFoldingChallenge(round, proof.Layers[round]) is not { } beta)
            {
                return new(OpeningTranscript.FoldingSite(round), Parameters.CommitGrindingBits);
            }

            betas[round] = beta;
        }

        order.AbsorbFinalPolynomial(proof.FinalPolynomial.AsSpan());
        if (order.SampleQueries() is not { } positions)
        {
            return new(OpeningTranscript.QuerySite, Parameters.QueryGrindingBits);
        }

        challenges = new(alpha, betas, positions);
        return null;
    }
}
