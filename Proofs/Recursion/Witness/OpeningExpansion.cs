using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Recursion.Witness;

/// <summary>Turns a proof's pruned openings into one opening for each query: what a verifier within a circuit takes.</summary>
/// <remarks>
/// A circuit has the same steps for every query, whatever positions come, so it cannot leave out what two of them have in
/// common. The nodes that an opening leaves out are computed from what it gives, as a verifier does; nothing is compared,
/// and work is not asked for. So a wrong proof of the right form can be expanded too, and is the circuit's to refuse.
/// </remarks>
public static class OpeningExpansion
{
    /// <exception cref="ArgumentException">The trees have caps, or the proof has not the form that statement and positions ask for.</exception>
    public static ExpandedOpening Expand(VerifyingKey key, ReadOnlySpan<Goldilocks> publicValues, StarkProof proof) =>
        Expand(key, publicValues, proof, Transcript.Create(key.Program.Parameters.Fri.Hash));

    /// <param name="sponge">New; tests leave absorbs out of it.</param>
    internal static ExpandedOpening Expand(VerifyingKey key, ReadOnlySpan<Goldilocks> publicValues, StarkProof proof, Transcript sponge)
    {
        FriParameters parameters = key.Program.Parameters.Fri;
        RequireForm(new StarkVerifier(key).CheckShape(publicValues.Length, proof));
        StarkTranscript transcript = new(sponge, key);
        transcript.AbsorbStatement(proof.LogHeights, publicValues);
        _ = transcript.AbsorbMain(proof.Main);
        if (proof.Auxiliary is not null)
        {
            transcript.AbsorbAuxiliary(proof.Auxiliary, proof.BusSums);
        }

        _ = transcript.SampleAlpha();
        GoldilocksCubic zeta = transcript.AbsorbQuotient(proof.Quotient);
        OpeningLayout layout = new(key.Program, proof.LogHeights);
        return Expand(parameters, transcript.Inner, layout.ClaimedRounds(key, proof, zeta), proof.Opening);
    }

    /// <param name="transcript">Has absorbed the commitments and sampled the points.</param>
    internal static ExpandedOpening Expand(
        FriParameters parameters, Transcript transcript, IReadOnlyList<ClaimedRound> rounds, OpeningProof proof)
    {
        if (parameters.CapHeight != 0)
        {
            throw new ArgumentException($"Trees are committed to by caps of height {parameters.CapHeight}; paths lead to roots, height 0.");
        }

        OpeningVerifier verifier = new(parameters) { Overlooks = failure => failure is WorkMissing };
        RequireForm(verifier.Replay(transcript, rounds, proof, out OpeningPlan plan, out OpeningChallenges challenges));
        MerkleVerifier merkle = new(MerkleHash.Of(parameters.Hash), VectorPaths.Active);
        int[] distinct = IndexSet.Of(challenges.Positions);
        TreeExpansion[] trees =
        [
            .. rounds.Select((round, r) => new TreeExpansion(
                merkle, $"round {r}", round.Commitment, plan.Trees[r], Leaves(distinct, plan, plan.Trees[r]), proof.RowOpenings[r])),
        ];
        LayerExpansion[] layers = [.. ExpandLayers(merkle, plan, proof, challenges, distinct)];
        return new(
            challenges.Alpha,
            [.. challenges.Betas],
            [
                .. challenges.Positions.Select(position => new ExpandedQuery(
                    position,
                    [.. trees.Select(tree => tree.At(position, plan.Schedule.LogLength))],
                    [.. layers.Select(layer => layer.At(position, plan.Schedule.LogLength))])),
            ]);
    }

    internal static void RequireForm(ProofFailure? failure)
    {
        if (failure is not null)
        {
            throw new ArgumentException($"The proof has not the form of one that could be right: {failure}.");
        }
    }

    private static int[] Leaves(int[] positions, OpeningPlan plan, TreeShape tree) =>
        IndexSet.Ancestors(positions, plan.Schedule.LogLength - tree.LogLeafCount);

    /// <summary>The layers, each with the first coefficients that follow from the layer before.</summary>
    private static IEnumerable<LayerExpansion> ExpandLayers(
        MerkleVerifier merkle, OpeningPlan plan, OpeningProof proof, OpeningChallenges challenges, int[] positions)
    {
        DeepVerifier deep = new(plan, proof, challenges.Alpha);
        QueriedValues current = deep.Combine(plan.Batches[0], positions);
        foreach ((int index, FoldingRound round) in plan.Schedule.Rounds.Index())
        {
            FriLayerOpening opening = proof.LayerOpenings[index];
            RequireForm(QueriedLeaves.CheckCount(index, round, current, opening));
            QueriedLeaves leaves = new(round, current, opening);
            TreeShape shape = OpeningPlan.LayerShapeOf(plan.Parameters, round);
            yield return new(round, leaves, new(merkle, $"layer {index}", proof.Layers[index], shape, leaves.Indices, leaves.ToOpening(opening)));
            current = leaves.Fold(challenges.Betas[index]);
            if (plan.BatchOfLength(round.LogFoldedLength) is { } joining)
            {
                current = current.Join(deep.Combine(joining, positions), Folding.JoinFactor(challenges.Betas[index], round));
            }
        }
    }
}
