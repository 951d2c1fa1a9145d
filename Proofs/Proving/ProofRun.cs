using System.Collections.Immutable;
using System.Numerics;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>One proof in the making. The steps are numbered as in the verifier.</summary>
/// <remarks>Steps are virtual so that tests can play a prover that deviates from them.</remarks>
internal class ProofRun(
    ProvingKey key,
    Workers workers,
    IReadOnlyList<NativeMatrix> traces,
    ImmutableArray<int> logHeights,
    Goldilocks[] publicValues,
    StarkTranscript transcript,
    ProverPhases phases)
{
    private readonly StarkProgram _program = key.Program;
    private readonly CommitmentScheme _scheme = new(key.Program.Parameters.Fri, workers);
    private readonly OpeningLayout _layout = new(key.Program, logHeights);
    private readonly GoldilocksCubic[] _sums = new GoldilocksCubic[traces.Count];

    public StarkProof Prove()
    {
        // 1. State what is proven.
        transcript.AbsorbStatement(logHeights, publicValues);

        // 2. Commit to the traces.
        using CommittedMatrices main = Commit(traces, [.. traces.Select(_ => ColumnKind.Base)]);
        BusChallenges? challenges = transcript.AbsorbMain(main.Commitment);

        // 3. Commit to the buses' columns.
        using CommittedMatrices? auxiliary = challenges is null ? null : CommitAuxiliary(challenges);
        ImmutableArray<GoldilocksCubic> sums = [.. _layout.Auxiliary.Select(table => _sums[table])];
        if (auxiliary is not null)
        {
            transcript.AbsorbAuxiliary(auxiliary.Commitment, sums);
        }

        DisposeAll(traces);

        // 4. Fold the constraints with α and commit to the quotients.
        GoldilocksCubic alpha = transcript.SampleAlpha();
        using CommittedMatrices quotient = CommitQuotients(main, auxiliary, challenges, alpha);
        GoldilocksCubic zeta = transcript.AbsorbQuotient(quotient.Commitment);

        // 5. Open everything at ζ.
        OpeningProof opening = phases.Measure("open", () => _scheme.Open(transcript.Inner, Rounds(main, auxiliary, quotient, zeta)));
        return new()
        {
            LogHeights = logHeights,
            Main = main.Commitment,
            Auxiliary = auxiliary?.Commitment,
            BusSums = sums,
            Quotient = quotient.Commitment,
            Opening = opening,
        };
    }

    private CommittedMatrices Commit(IReadOnlyList<NativeMatrix> matrices, IReadOnlyList<ColumnKind> kinds)
    {
        NativeMatrix[] extended = phases.Measure<NativeMatrix[]>("extend", () =>
            [.. matrices.Select(matrix => LowDegreeExtension.Extend(matrix, _program.Parameters.Fri.LogBlowup, workers))]);
        return phases.Measure("hash", () => _scheme.CommitExtended(extended, kinds));
    }

    private CommittedMatrices CommitAuxiliary(BusChallenges challenges)
    {
        NativeMatrix[] matrices = phases.Measure<NativeMatrix[]>("buses", () =>
        [
            .. _layout.Auxiliary.Select(table =>
            {
                (NativeMatrix matrix, _sums[table]) = FillAuxiliary(table, challenges);
                return matrix;
            }),
        ]);
        CommittedMatrices committed = Commit(matrices, [.. matrices.Select(_ => ColumnKind.Cubic)]);
        DisposeAll(matrices);
        return committed;
    }

    /// <summary>The auxiliary columns of one table, and its sum.</summary>
    protected virtual (NativeMatrix Matrix, GoldilocksCubic Sum) FillAuxiliary(int table, BusChallenges challenges)
    {
        TableShape shape = _program.Shapes[table];
        NativeMatrix matrix = new(traces[table].RowCount, shape.AuxiliaryWidth);
        GoldilocksCubic sum = _program.Tables[table].Table.GenerateAuxiliary(
            new()
            {
                Shape = shape,
                Main = traces[table],
                Preprocessed = key.PreprocessedTraces[table],
                PublicValues = _program.PublicValuesOf(table, publicValues),
                BusChallenges = challenges,
                Auxiliary = matrix,
            },
            workers);
        return (matrix, sum);
    }

    private CommittedMatrices CommitQuotients(
        CommittedMatrices main, CommittedMatrices? auxiliary, BusChallenges? challenges, GoldilocksCubic alpha)
    {
        NativeMatrix[] values = phases.Measure<NativeMatrix[]>("quotient", () =>
            [.. _layout.Quotient.Select(table => EvaluateQuotient(table, main, auxiliary, challenges, alpha))]);
        NativeMatrix[] extended = phases.Measure<NativeMatrix[]>("extend", () =>
        [
            .. values.Zip(_layout.Quotient, (matrix, table) => LowDegreeExtension.ExtendParts(
                matrix, _program.Shapes[table].QuotientChunks, _program.Parameters.Fri.LogBlowup, workers)),
        ]);
        DisposeAll(values);
        return phases.Measure("hash", () => _scheme.CommitExtended(extended, [.. extended.Select(_ => ColumnKind.Cubic)]));
    }

    /// <summary>Values of one table's quotient on the first rows of the extended order.</summary>
    protected virtual NativeMatrix EvaluateQuotient(
        int table, CommittedMatrices main, CommittedMatrices? auxiliary, BusChallenges? challenges, GoldilocksCubic alpha)
    {
        TableShape shape = _program.Shapes[table];
        int cosets = (int)BitOperations.RoundUpToPowerOf2((uint)shape.QuotientChunks);
        NativeMatrix values = new(cosets << logHeights[table], GoldilocksCubic.Degree);
        _program.Tables[table].Table.EvaluateQuotient(
            new()
            {
                Shape = shape,
                LogHeight = logHeights[table],
                Main = main.Extended[table],
                Preprocessed = Extended(key.Preprocessed, _layout.Preprocessed, table),
                Auxiliary = Extended(auxiliary, _layout.Auxiliary, table),
                PublicValues = _program.PublicValuesOf(table, publicValues),
                BusChallenges = challenges,
                BusSum = _sums[table],
                Alpha = alpha,
                Values = values,
            },
            workers);
        return values;
    }

    private OpeningRound[] Rounds(CommittedMatrices main, CommittedMatrices? auxiliary, CommittedMatrices quotient, GoldilocksCubic zeta)
    {
        CommittedMatrices?[] rounds = [key.Preprocessed, main, auxiliary, quotient];
        return [.. rounds.OfType<CommittedMatrices>().Zip(_layout.PointsOf(zeta), (matrices, points) => new OpeningRound(matrices, points))];
    }

    private static NativeMatrix? Extended(CommittedMatrices? round, ImmutableArray<int> tables, int table)
    {
        int index = tables.IndexOf(table);
        return round is null || index < 0 ? null : round.Extended[index];
    }

    private static void DisposeAll(IEnumerable<NativeMatrix> matrices)
    {
        foreach (NativeMatrix matrix in matrices)
        {
            matrix.Dispose();
        }
    }
}
