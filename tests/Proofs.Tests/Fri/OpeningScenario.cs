using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Fri;

/// <summary>An honest opening of random matrices: the baseline that negative tests tamper with.</summary>
internal sealed record OpeningScenario(FriParameters Parameters, IReadOnlyList<ClaimedRound> Rounds, OpeningProof Proof)
{
    public static FriParameters SmallParameters { get; } = new()
    {
        Hash = HashFunction.Poseidon2,
        LogBlowup = 1,
        QueryCount = 12,
        MaxLogArity = 2,
        LogFinalLength = 1,
        QueryGrindingBits = 4,
        CommitGrindingBits = 2,
        CapHeight = 1,
    };

    /// <summary>Two rounds: base matrices of several heights opened at ζ and ζω, and cubic ones opened at ζ.</summary>
    /// <param name="shapes">(log₂ rows, columns) of each matrix of the first round; a cubic twin of each makes the second.</param>
    public static OpeningScenario Prove(
        FriParameters parameters, (int LogRows, int Columns)[] shapes, Workers? workers = null, int seed = 1)
    {
        CommitmentScheme scheme = new(parameters, workers ?? Workers.Single);
        Random random = new(seed);
        NativeMatrix[] traces = [.. shapes.Select(shape => RandomMatrix(random, 1 << shape.LogRows, shape.Columns))];
        NativeMatrix[] cubics = [.. shapes.Select(shape => RandomMatrix(random, 1 << shape.LogRows, 6))];
        using CommittedMatrices first = scheme.Commit(traces);
        using CommittedMatrices second = scheme.Commit(cubics, ColumnKind.Cubic);
        OpeningScenario scenario = Prove(scheme, [first, second]);
        foreach (NativeMatrix matrix in traces.Concat(cubics))
        {
            matrix.Dispose();
        }

        return scenario;
    }

    public static OpeningScenario Prove(CommitmentScheme scheme, IReadOnlyList<CommittedMatrices> committed)
    {
        Transcript transcript = Start(scheme.Parameters, committed.Select(round => round.Commitment), out GoldilocksCubic zeta);
        OpeningRound[] rounds = [.. committed.Select((round, index) => new OpeningRound(round, PointsOf(round.Shapes, index, zeta)))];
        OpeningProof proof = scheme.Open(transcript, rounds);
        return new(
            scheme.Parameters,
            [.. rounds.Select(round => new ClaimedRound(round.Matrices.Commitment, round.Matrices.Shapes, round.Points))],
            proof);
    }

    public OpeningPlan Plan => new(Parameters, [.. Rounds.Select(round => round.Shapes)], [.. Rounds.Select(round => round.Points)]);

    public byte[] ToBytes()
    {
        ProofWriter writer = new();
        OpeningProofFormat.Write(writer, Plan, Proof);
        return writer.ToArray();
    }

    public ProofFailure? Verify(VectorPath? path = null) => Verify(Proof, path);

    public ProofFailure? Verify(OpeningProof proof, VectorPath? path = null) =>
        new OpeningVerifier(Parameters, path).Verify(StartVerifier(), Rounds, proof);

    public Transcript StartVerifier() => Start(Parameters, Rounds.Select(round => round.Commitment), out _);

    public static NativeMatrix RandomMatrix(Random random, int rowCount, int columnCount)
    {
        NativeMatrix matrix = new(rowCount, columnCount);
        for (int row = 0; row < rowCount; row++)
        {
            for (int column = 0; column < columnCount; column++)
            {
                matrix[row, column] = (ulong)random.NextInt64();
            }
        }

        return matrix;
    }

    public static IReadOnlyList<IReadOnlyList<GoldilocksCubic>> PointsOf(
        IEnumerable<MatrixShape> shapes, int round, GoldilocksCubic zeta) =>
        [.. shapes.Select(shape => (IReadOnlyList<GoldilocksCubic>)(round == 0
            ? [zeta, zeta * Goldilocks.RootOfUnity(shape.LogRowCount)]
            : [zeta]))];

    public static Transcript Start(FriParameters parameters, IEnumerable<Commitment> commitments, out GoldilocksCubic zeta)
    {
        Transcript transcript = Transcript.Create(parameters.Hash);
        foreach (Commitment commitment in commitments)
        {
            transcript.Absorb("commitment", commitment);
        }

        zeta = transcript.SampleCubic("zeta");
        return transcript;
    }
}
