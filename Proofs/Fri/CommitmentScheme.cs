using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>The polynomial commitment scheme, prover's side: extend, commit, open.</summary>
/// <remarks>The verifier's side is <see cref="OpeningVerifier"/>.</remarks>
public sealed class CommitmentScheme(FriParameters parameters, Workers workers)
{
    private readonly MerkleHash _hash = MerkleHash.Of(parameters.Validated().Hash);

    public FriParameters Parameters { get; } = parameters;

    /// <summary>Extends traces given on H (rows in natural order, a power of two of them) and commits to them together.</summary>
    /// <remarks>The traces stay the caller's.</remarks>
    public CommittedMatrices Commit(IReadOnlyList<NativeMatrix> traces, ColumnKind kind = ColumnKind.Base) => CommitExtended(
        [.. traces.Select(trace => LowDegreeExtension.Extend(trace, Parameters.LogBlowup, workers))],
        [.. traces.Select(_ => kind)]);

    /// <summary>Commits to matrices that are extended already; takes them over.</summary>
    public CommittedMatrices CommitExtended(IReadOnlyList<NativeMatrix> extended, IReadOnlyList<ColumnKind> kinds)
    {
        ImmutableArray<MatrixShape> shapes = [.. extended.Zip(kinds, ShapeOf)];
        TreeShape treeShape = OpeningPlan.TreeShapeOf(Parameters, shapes);
        MerkleTree tree = MerkleTree.Build(_hash, treeShape, [.. extended.Select(LeafSource.Of)], workers);
        return new([.. extended], shapes, treeShape, tree);
    }

    /// <summary>Opens every matrix of every round at its points and proves the values.</summary>
    /// <param name="transcript">Has absorbed the commitments and sampled the points.</param>
    public OpeningProof Open(Transcript transcript, IReadOnlyList<OpeningRound> rounds)
    {
        OpeningPlan plan = new(
            Parameters, [.. rounds.Select(round => round.Matrices.Shapes)], [.. rounds.Select(round => round.Points)]);
        NonceFinder finder = new(workers);
        OpeningTranscript order = new(transcript, plan, finder);

        // 1. The opened values.
        Goldilocks[] domain = new Goldilocks[1 << plan.Batches[0].LogHeight];
        EvaluationDomain.FillPoints(domain, EvaluationDomain.Shift);
        HeightOpening[] heights = [.. plan.Batches.Select(batch => new HeightOpening(plan, batch, rounds, domain, workers))];
        OpenedValues opened = plan.Arrange([.. heights.Select(height => height.Evaluate())]);
        order.AbsorbOpenedValues(opened);

        // 2. α combines the quotients of each height into one codeword.
        GoldilocksCubic alpha = order.SampleBatchingChallenge() ?? throw OwnWorkRefused();
        Codeword[] codewords = [.. heights.Select(height => height.Combine(opened, alpha))];
        Array.ForEach(heights, height => height.Dispose());

        // 3., 4. Fold them into the final polynomial.
        using FriProver fri = new(plan, _hash, workers);
        (ImmutableArray<Commitment> layers, ImmutableArray<GoldilocksCubic> final) = fri.Commit(order, codewords);

        // 5. Answer the queries.
        int[] positions = order.SampleQueries() ?? throw OwnWorkRefused();
        int[] distinct = IndexSet.Of(positions);
        return new()
        {
            Opened = opened,
            Layers = layers,
            FinalPolynomial = final,
            Nonces = finder.Nonces,
            RowOpenings = [.. rounds.Select(round => round.Matrices.OpenRows(distinct, plan.Schedule.LogLength))],
            LayerOpenings = fri.Open(positions),
        };
    }

    private static InvalidOperationException OwnWorkRefused() => new("The prover's own work was refused.");

    private MatrixShape ShapeOf(NativeMatrix extended, ColumnKind kind)
    {
        int logRowCount = EvaluationDomain.LogOf(extended.RowCount) - Parameters.LogBlowup;
        if (logRowCount < 0 || extended.RowCount > 1 << EvaluationDomain.MaxLogSize)
        {
            throw new ArgumentException($"An extended matrix of {extended.RowCount} rows; expected 2^{Parameters.LogBlowup} to 2^{EvaluationDomain.MaxLogSize}.");
        }

        if (kind == ColumnKind.Cubic && extended.ColumnCount % GoldilocksCubic.Degree != 0)
        {
            throw new ArgumentException($"{extended.ColumnCount} columns; cubic polynomials take three each.");
        }

        return new(logRowCount, extended.ColumnCount, kind);
    }
}
