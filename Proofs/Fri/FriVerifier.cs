using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Fri;

/// <summary>FRI, the verifier's query phase: folds the queried values down to the final polynomial.</summary>
/// <remarks>
/// All queries go down together, a round at a time. A leaf's first coefficient is never taken from the proof but from a
/// value that the round before gives, so folding cannot disagree with that: it shows as a wrong Merkle root. Where queries
/// meet in a leaf, their other values are compared with the leaf's.
/// </remarks>
/// <param name="overlooks">As in <see cref="OpeningVerifier.Overlooks"/>.</param>
internal sealed class FriVerifier(OpeningPlan plan, MerkleVerifier merkle, Predicate<ProofFailure> overlooks)
{
    /// <param name="codewordOf">The queried values of a height's codeword.</param>
    /// <param name="betas">One folding challenge per round.</param>
    public ProofFailure? Verify(OpeningProof proof, Func<HeightBatch, QueriedValues> codewordOf, IReadOnlyList<GoldilocksCubic> betas)
    {
        QueriedValues current = codewordOf(plan.Batches[0]);
        foreach ((int index, FoldingRound round) in plan.Schedule.Rounds.Index())
        {
            // 3. Open the round's leaves around the known values, fold; a codeword of the new length joins.
            if (Open(proof, index, round, current, out QueriedLeaves? leaves) is { } failure)
            {
                return failure;
            }

            current = leaves!.Fold(betas[index]);
            if (plan.BatchOfLength(round.LogFoldedLength) is { } joining)
            {
                current = current.Join(codewordOf(joining), Folding.JoinFactor(betas[index], round));
            }
        }

        // 4. What is left is the final polynomial.
        return CheckFinal(proof.FinalPolynomial, current);
    }

    private ProofFailure? Open(OpeningProof proof, int index, FoldingRound round, QueriedValues known, out QueriedLeaves? leaves)
    {
        leaves = null;
        FriLayerOpening opening = proof.LayerOpenings[index];
        if (QueriedLeaves.CheckCount(index, round, known, opening) is { } wrongCount)
        {
            return wrongCount;
        }

        leaves = new(round, known, opening);
        TreeShape shape = OpeningPlan.LayerShapeOf(plan.Parameters, round);
        if (merkle.Verify($"layer {index}", proof.Layers[index], shape, leaves.Indices, leaves.ToOpening(opening)) is { } failure && !overlooks(failure))
        {
            return failure;
        }

        return leaves.FindMismatch(index) is { } mismatch && !overlooks(mismatch) ? mismatch : null;
    }

    private ProofFailure? CheckFinal(ImmutableArray<GoldilocksCubic> final, QueriedValues last)
    {
        int logLength = plan.Schedule.LogFinalLength + plan.Parameters.LogBlowup;
        for (int i = 0; i < last.Positions.Length; i++)
        {
            GoldilocksCubic point = Transforms.EvaluationDomain.SubgroupPoint(logLength, last.Positions[i]);
            GoldilocksCubic expected = CubicBasis.Combine(final.AsSpan(), point);
            FinalValueMismatch? failure = last.Values[i] == expected ? null : new(last.Positions[i], expected, last.Values[i]);
            if (failure is not null && !overlooks(failure))
            {
                return failure;
            }
        }

        return null;
    }
}
