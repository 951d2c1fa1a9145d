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
    /// <param name="codewords">The queried values of each height's codeword, tallest first.</param>
    /// <param name="betas">One folding challenge per round.</param>
    public ProofFailure? Verify(OpeningProof proof, IEnumerable<QueriedValues> codewords, IReadOnlyList<GoldilocksCubic> betas)
    {
        Queue<QueriedValues> joining = new(codewords);
        Queue<HeightBatch> heights = new(plan.Batches);
        QueriedValues current = joining.Dequeue();
        heights.Dequeue();

        foreach ((int index, FoldingRound round) in plan.Schedule.Rounds.Index())
        {
            // 3. Open the round's leaves around the known values, fold; a codeword of the new length joins.
            if (Fold(proof, index, round, betas[index], ref current) is { } failure)
            {
                return failure;
            }

            if (heights.TryPeek(out HeightBatch? next) && next.LogHeight + plan.Parameters.LogBlowup == round.LogFoldedLength)
            {
                heights.Dequeue();
                current = current.Join(joining.Dequeue(), Folding.JoinFactor(betas[index], round));
            }
        }

        // 4. What is left is the final polynomial.
        return CheckFinal(proof.FinalPolynomial, current);
    }

    private ProofFailure? Fold(OpeningProof proof, int index, FoldingRound round, GoldilocksCubic beta, ref QueriedValues current)
    {
        FriLayerOpening opening = proof.LayerOpenings[index];
        int expected = QueriedLeaves.SentCount(round, current);
        if (opening.Coefficients.Length != expected)
        {
            return new CoefficientCountMismatch(index, expected, opening.Coefficients.Length);
        }

        QueriedLeaves leaves = new(round, current, opening.Coefficients.AsSpan());
        TreeShape shape = OpeningPlan.LayerShapeOf(plan.Parameters, round);
        MerkleOpening rows = new([leaves.Rows], opening.Siblings);
        if (merkle.Verify($"layer {index}", proof.Layers[index], shape, leaves.Indices, rows) is { } failure && !overlooks(failure))
        {
            return failure;
        }

        if (leaves.FindMismatch(index) is { } mismatch && !overlooks(mismatch))
        {
            return mismatch;
        }

        current = leaves.Fold(beta);
        return null;
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
