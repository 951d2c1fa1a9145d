using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Tests.Transforms;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Fri;

public sealed class OpeningTests
{
    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void An_honest_opening_of_matrices_of_several_heights_is_accepted(HashFunction hash)
    {
        FriParameters parameters = OpeningScenario.SmallParameters with { Hash = hash };
        OpeningScenario scenario = OpeningScenario.Prove(parameters, [(6, 5), (4, 9), (6, 3), (0, 2), (3, 1)]);
        Assert.Null(scenario.Verify());
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2, 3)]
    [InlineData(3, 3, 2)]
    [InlineData(1, 4, 2)]
    [InlineData(3, 4, 9)]
    public void An_honest_opening_is_accepted_for_each_blow_up_arity_and_final_length(int logBlowup, int maxLogArity, int logFinalLength)
    {
        FriParameters parameters = OpeningScenario.SmallParameters with
        {
            LogBlowup = logBlowup,
            MaxLogArity = maxLogArity,
            LogFinalLength = logFinalLength,
        };
        OpeningScenario scenario = OpeningScenario.Prove(parameters, [(8, 3), (5, 2)]);
        Assert.Null(scenario.Verify());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void More_queries_than_a_small_domain_has_points_repeat_some_and_are_accepted(int logRows)
    {
        OpeningScenario scenario = OpeningScenario.Prove(OpeningScenario.SmallParameters, [(logRows, 2)]);
        Assert.Null(scenario.Verify());
        Assert.True(scenario.Proof.RowOpenings[0].Rows[0].Length / 2 < scenario.Parameters.QueryCount);
    }

    [Fact]
    public void Opened_values_are_the_polynomials_values()
    {
        using NativeMatrix trace = OpeningScenario.RandomMatrix(new Random(5), 32, 9);
        CommitmentScheme scheme = new(OpeningScenario.SmallParameters, Workers.Single);
        using CommittedMatrices plain = scheme.Commit([trace]);
        using CommittedMatrices cubic = scheme.Commit([trace], ColumnKind.Cubic);
        OpeningScenario scenario = OpeningScenario.Prove(scheme, [plain, cubic]);

        GoldilocksCubic x = new(default, Goldilocks.One, default);
        for (int point = 0; point < 2; point++)
        {
            GoldilocksCubic[] expected = [.. Enumerable.Range(0, 9).Select(column => Evaluate(column, scenario.Rounds[0].Points[0][point]))];
            Assert.Equal(expected, scenario.Proof.Opened[0, 0, point]);
        }

        GoldilocksCubic zeta = scenario.Rounds[1].Points[0][0];
        GoldilocksCubic[] joined = [.. Enumerable.Range(0, 3).Select(i =>
            Evaluate(3 * i, zeta) + Evaluate(3 * i + 1, zeta) * x + Evaluate(3 * i + 2, zeta) * x * x)];
        Assert.Equal(joined, scenario.Proof.Opened[1, 0, 0]);

        GoldilocksCubic Evaluate(int column, GoldilocksCubic point)
        {
            Goldilocks[] coefficients = NaiveInterpolation.OnSubgroup([.. Enumerable.Range(0, 32).Select(row => trace[row, column])]);
            return coefficients.Reverse().Aggregate(default(GoldilocksCubic), (sum, c) => sum * point + c);
        }
    }

    [Fact]
    public void Threads_and_vector_instructions_do_not_change_a_byte_of_the_proof()
    {
        (int, int)[] shapes = [(10, 17), (7, 3), (10, 2), (2, 1)];
        byte[] expected = OpeningScenario.Prove(OpeningScenario.SmallParameters, shapes, new Workers(1, VectorPath.Scalar)).ToBytes();
        foreach (VectorPath path in VectorPaths.Supported)
        {
            for (int threads = 1; threads <= 3; threads++)
            {
                Assert.Equal(expected, OpeningScenario.Prove(OpeningScenario.SmallParameters, shapes, new Workers(threads, path)).ToBytes());
            }
        }
    }

    [Theory]
    [InlineData(VectorPath.Scalar)]
    [InlineData(VectorPath.Avx2)]
    [InlineData(VectorPath.Avx512)]
    public void The_verifier_accepts_on_every_vector_path(VectorPath path)
    {
        if (VectorPaths.IsSupported(path))
        {
            Assert.Null(OpeningScenario.Prove(OpeningScenario.SmallParameters, [(6, 5), (4, 9)]).Verify(path));
        }
    }

    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void Prover_and_verifier_take_the_same_steps_in_their_transcripts(HashFunction hash)
    {
        FriParameters parameters = OpeningScenario.SmallParameters with { Hash = hash };
        using NativeMatrix trace = OpeningScenario.RandomMatrix(new Random(5), 32, 3);
        CommitmentScheme scheme = new(parameters, Workers.Single);
        using CommittedMatrices committed = scheme.Commit([trace]);
        GoldilocksCubic[][] points = [[new(1, 2, 3)]];

        Transcript prover = Transcript.Create(hash);
        prover.StartLog();
        OpeningProof proof = scheme.Open(prover, [new(committed, points)]);
        Transcript verifier = Transcript.Create(hash);
        verifier.StartLog();
        Assert.Null(new OpeningVerifier(parameters).Verify(verifier, [new(committed.Commitment, committed.Shapes, points)], proof));

        Assert.Equal(prover.Log, verifier.Log);
        Assert.Equal(
            [
                "opened values", "batching", "batching", "batching",
                "layer", "folding 0", "folding 0", "folding 0", "layer", "folding 1", "folding 1", "folding 1",
                "final polynomial", "queries", "queries", .. Enumerable.Repeat("query", parameters.QueryCount),
            ],
            verifier.Log.Select(step => step.Label));
    }

    [Fact]
    public void Parts_of_a_quotient_add_up_to_it()
    {
        // q of degree below 3·8 on the first four cosets of the extended domain, in parts of eight coefficients.
        const int logRows = 3, parts = 3;
        Random random = new(9);
        Goldilocks[] coefficients = [.. Enumerable.Range(0, parts << logRows).Select(_ => new Goldilocks((ulong)random.NextInt64()))];
        using NativeMatrix values = new(4 << logRows, 1);
        for (int row = 0; row < values.RowCount; row++)
        {
            values[row, 0] = NaiveInterpolation.Evaluate(coefficients, EvaluationDomain.CosetPoint(logRows + 2, row));
        }

        using NativeMatrix extended = LowDegreeExtension.ExtendParts(values, parts, logBlowup: 1, Workers.Single);
        Assert.Equal((2 << logRows, parts), (extended.RowCount, extended.ColumnCount));
        for (int row = 0; row < extended.RowCount; row++)
        {
            Goldilocks point = EvaluationDomain.CosetPoint(logRows + 1, row);
            Goldilocks sum = default;
            for (int part = parts - 1; part >= 0; part--)
            {
                sum = sum * point.Pow(1 << logRows) + extended[row, part];
            }

            Assert.Equal(NaiveInterpolation.Evaluate(coefficients, point), sum);
        }
    }
}
