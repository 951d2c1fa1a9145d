using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Fri;

/// <summary>FRI, the verifier's query phase: folds the queried values down to the final polynomial.</summary>
/// <remarks>
/// All queries go down together, a round at a time. A leaf's element that the round before gives is never taken from the
/// proof, so folding cannot disagree with what was computed: it shows as a wrong Merkle root.
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
            // 3. Open the round's codeword around the known values, fold; a codeword of the new length joins.
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
        int[] leaves = IndexSet.Ancestors(current.Positions, round.LogArity);
        int expected = leaves.Length * round.Arity - current.Positions.Length;
        if (opening.Neighbours.Length != expected)
        {
            return new NeighbourCountMismatch(index, expected, opening.Neighbours.Length);
        }

        GoldilocksCubic[] groups = FillGroups(current, leaves, round, opening.Neighbours.AsSpan());
        MerkleOpening rows = new(
            [[.. MemoryMarshal.Cast<GoldilocksCubic, Goldilocks>(groups)]], opening.Siblings);
        TreeShape shape = OpeningPlan.LayerShapeOf(plan.Parameters, round);
        if (merkle.Verify($"layer {index}", proof.Layers[index], shape, leaves, rows) is { } failure && !overlooks(failure))
        {
            return failure;
        }

        GoldilocksCubic[] folded = new GoldilocksCubic[leaves.Length];
        for (int i = 0; i < leaves.Length; i++)
        {
            Span<GoldilocksCubic> group = groups.AsSpan(i << round.LogArity, round.Arity);
            folded[i] = Folding.Group(group, Folding.InverseOfFirst(leaves[i], round), beta);
        }

        current = new(leaves, folded);
        return null;
    }

    /// <summary>The elements of each leaf, known ones and neighbours, in order.</summary>
    private static GoldilocksCubic[] FillGroups(
        QueriedValues known, int[] leaves, FoldingRound round, ReadOnlySpan<GoldilocksCubic> neighbours)
    {
        GoldilocksCubic[] groups = new GoldilocksCubic[leaves.Length << round.LogArity];
        int nextKnown = 0;
        int nextNeighbour = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            int position = (leaves[i >> round.LogArity] << round.LogArity) + (i & (round.Arity - 1));
            bool isKnown = nextKnown < known.Positions.Length && known.Positions[nextKnown] == position;
            groups[i] = isKnown ? known.Values[nextKnown++] : neighbours[nextNeighbour++];
        }

        return groups;
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
