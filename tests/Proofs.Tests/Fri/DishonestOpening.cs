using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Fri;

/// <summary>The prover's steps with places to lie at; everything after a lie is made to suit it.</summary>
internal static class DishonestOpening
{
    /// <param name="claim">Changes the claimed values before they are absorbed.</param>
    /// <param name="codewords">Changes the codewords, tallest first, before they are folded.</param>
    public static OpeningScenario Prove(
        FriParameters parameters,
        (int LogRows, int Columns)[] shapes,
        Func<OpenedValues, OpenedValues>? claim = null,
        Action<Codeword[]>? codewords = null)
    {
        CommitmentScheme scheme = new(parameters, Workers.Single);
        Random random = new(1);
        NativeMatrix[] traces = [.. shapes.Select(shape => OpeningScenario.RandomMatrix(random, 1 << shape.LogRows, shape.Columns))];
        using CommittedMatrices committed = scheme.Commit(traces);
        Transcript transcript = OpeningScenario.Start(parameters, [committed.Commitment], out GoldilocksCubic zeta);
        OpeningRound[] rounds = [new(committed, OpeningScenario.PointsOf(committed.Shapes, 0, zeta))];

        OpeningProof proof = Open(parameters, transcript, rounds, claim, codewords);
        return new(parameters, [new(committed.Commitment, committed.Shapes, rounds[0].Points)], proof);
    }

    /// <summary>The same for rounds that are committed to already.</summary>
    public static OpeningProof Open(
        FriParameters parameters,
        Transcript transcript,
        OpeningRound[] rounds,
        Func<OpenedValues, OpenedValues>? claim = null,
        Action<Codeword[]>? codewords = null)
    {
        OpeningPlan plan = new(parameters, [.. rounds.Select(round => round.Matrices.Shapes)], [.. rounds.Select(round => round.Points)]);
        NonceFinder finder = new(Workers.Single);
        OpeningTranscript order = new(transcript, plan, finder);
        Goldilocks[] domain = new Goldilocks[1 << plan.Batches[0].LogHeight];
        EvaluationDomain.FillPoints(domain, EvaluationDomain.Shift);
        HeightOpening[] heights = [.. plan.Batches.Select(batch => new HeightOpening(plan, batch, rounds, domain, Workers.Single))];
        OpenedValues opened = plan.Arrange([.. heights.Select(height => height.Evaluate())]);
        opened = claim?.Invoke(opened) ?? opened;
        order.AbsorbOpenedValues(opened);
        GoldilocksCubic alpha = order.SampleBatchingChallenge()!.Value;
        Codeword[] combined = [.. heights.Select(height => height.Combine(opened, alpha))];
        codewords?.Invoke(combined);

        using FriProver fri = new(plan, MerkleHash.Of(parameters.Hash), Workers.Single);
        (ImmutableArray<Commitment> layers, ImmutableArray<GoldilocksCubic> final) = fri.Commit(order, combined);
        int[] positions = order.SampleQueries()!;
        return new()
        {
            Opened = opened,
            Layers = layers,
            FinalPolynomial = final,
            Nonces = finder.Nonces,
            RowOpenings = [.. rounds.Select(round => round.Matrices.OpenRows(IndexSet.Of(positions), plan.Schedule.LogLength))],
            LayerOpenings = fri.Open(positions),
        };
    }
}
