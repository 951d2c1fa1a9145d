using System.Collections.Immutable;
using System.Numerics;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Soundness;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>Proves that the tables of a program satisfy their constraints. The steps are numbered as in the verifier.</summary>
/// <remarks>
/// The same key, traces and public values give the same bytes, whatever the threads and vector instructions. Where
/// zero-knowledge will go: random rows at the end of each main trace before step 2, a random polynomial committed with the
/// quotients in step 4, salts in the leaves of <see cref="CommitmentScheme"/>; nothing else here would change.
/// </remarks>
public sealed class StarkProver(ProvingKey key, Workers workers)
{
    private readonly ProvingKey _key = key;
    private readonly Workers _workers = workers;
    private readonly StarkProgram _program = key.Program;
    private readonly CommitmentScheme _scheme = new(key.Program.Parameters.Fri, workers);

    /// <summary>A proof for these traces. Nothing is checked about them: an unsatisfied constraint gives a proof that does not verify.</summary>
    /// <param name="traces">One per table, rows in natural order. The prover takes them over and disposes of them as soon as it can.</param>
    /// <param name="publicValues">As many as the program has.</param>
    /// <exception cref="ArgumentException">Heights or counts are not what the program asks for.</exception>
    public StarkProof Prove(IReadOnlyList<NativeMatrix> traces, ReadOnlySpan<Goldilocks> publicValues, ProverPhases? phases = null)
    {
        ImmutableArray<int> logHeights = [.. traces.Select(trace => EvaluationDomain.LogOf(trace.RowCount))];
        CheckStatement(traces, logHeights, publicValues.Length);
        Goldilocks[] values = publicValues.ToArray();
        Transcript sponge = Transcript.Create(_program.Parameters.Fri.Hash);
        return new Run(this, traces, logHeights, values, new(sponge, _key.VerifyingKey), phases ?? new()).Prove();
    }

    private void CheckStatement(IReadOnlyList<NativeMatrix> traces, ImmutableArray<int> logHeights, int publicCount)
    {
        if (traces.Count != _program.Tables.Length || publicCount != _program.PublicCount)
        {
            throw new ArgumentException(
                $"Program {_program.Name} has {_program.Tables.Length} tables and {_program.PublicCount} public values; {traces.Count} and {publicCount} were given.");
        }

        for (int table = 0; table < traces.Count; table++)
        {
            ProgramTable place = _program.Tables[table];
            if (logHeights[table] < place.MinLogHeight || logHeights[table] > place.MaxLogHeight)
            {
                throw new ArgumentException(
                    $"{place.Table} has 2^{logHeights[table]} rows; the program allows 2^{place.MinLogHeight} to 2^{place.MaxLogHeight}.");
            }

            if (traces[table].ColumnCount != _program.Shapes[table].Air.MainWidth)
            {
                throw new ArgumentException(
                    $"{place.Table} has {_program.Shapes[table].Air.MainWidth} main columns; {traces[table].ColumnCount} were given.");
            }
        }

        if (_program.MultiplicityBound(logHeights) >= Goldilocks.Modulus)
        {
            throw new ArgumentException($"At these heights a message of program {_program.Name} could be sent p times.");
        }

        SoundnessAccount account = _program.Account(logHeights);
        if (account.Bits < _program.Parameters.FloorBits)
        {
            throw new ArgumentException(
                $"Program {_program.Name} asks for {_program.Parameters.FloorBits} bits; at these heights there are:\n{account}");
        }
    }

    /// <summary>One proof in the making.</summary>
    private sealed class Run(
        StarkProver prover,
        IReadOnlyList<NativeMatrix> traces,
        ImmutableArray<int> logHeights,
        Goldilocks[] publicValues,
        StarkTranscript transcript,
        ProverPhases phases)
    {
        private readonly StarkProgram _program = prover._program;
        private readonly OpeningLayout _layout = new(prover._program, logHeights);
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
            OpeningProof opening = phases.Measure("open", () => prover._scheme.Open(transcript.Inner, Rounds(main, auxiliary, quotient, zeta)));
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
                [.. matrices.Select(matrix => LowDegreeExtension.Extend(matrix, _program.Parameters.Fri.LogBlowup, prover._workers))]);
            return phases.Measure("hash", () => prover._scheme.CommitExtended(extended, kinds));
        }

        private CommittedMatrices CommitAuxiliary(BusChallenges challenges)
        {
            NativeMatrix[] matrices = phases.Measure<NativeMatrix[]>("buses", () => [.. _layout.Auxiliary.Select(table => FillAuxiliary(table, challenges))]);
            CommittedMatrices committed = Commit(matrices, [.. matrices.Select(_ => ColumnKind.Cubic)]);
            DisposeAll(matrices);
            return committed;
        }

        private NativeMatrix FillAuxiliary(int table, BusChallenges challenges)
        {
            TableShape shape = _program.Shapes[table];
            NativeMatrix matrix = new(traces[table].RowCount, shape.AuxiliaryWidth);
            _sums[table] = _program.Tables[table].Table.GenerateAuxiliary(
                new()
                {
                    Shape = shape,
                    Main = traces[table],
                    Preprocessed = prover._key.PreprocessedTraces[table],
                    PublicValues = _program.PublicValuesOf(table, publicValues),
                    BusChallenges = challenges,
                    Auxiliary = matrix,
                },
                prover._workers);
            return matrix;
        }

        private CommittedMatrices CommitQuotients(
            CommittedMatrices main, CommittedMatrices? auxiliary, BusChallenges? challenges, GoldilocksCubic alpha)
        {
            NativeMatrix[] values = phases.Measure<NativeMatrix[]>("quotient", () =>
                [.. _layout.Quotient.Select(table => EvaluateQuotient(table, main, auxiliary, challenges, alpha))]);
            NativeMatrix[] extended = phases.Measure<NativeMatrix[]>("extend", () =>
            [
                .. values.Zip(_layout.Quotient, (matrix, table) => LowDegreeExtension.ExtendParts(
                    matrix, _program.Shapes[table].QuotientChunks, _program.Parameters.Fri.LogBlowup, prover._workers)),
            ]);
            DisposeAll(values);
            return phases.Measure("hash", () => prover._scheme.CommitExtended(extended, [.. extended.Select(_ => ColumnKind.Cubic)]));
        }

        private NativeMatrix EvaluateQuotient(
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
                    Preprocessed = Extended(prover._key.Preprocessed, _layout.Preprocessed, table),
                    Auxiliary = Extended(auxiliary, _layout.Auxiliary, table),
                    PublicValues = _program.PublicValuesOf(table, publicValues),
                    BusChallenges = challenges,
                    BusSum = _sums[table],
                    Alpha = alpha,
                    Values = values,
                },
                prover._workers);
            return values;
        }

        private OpeningRound[] Rounds(CommittedMatrices main, CommittedMatrices? auxiliary, CommittedMatrices quotient, GoldilocksCubic zeta)
        {
            List<OpeningRound> rounds = [];
            if (prover._key.Preprocessed is { } preprocessed)
            {
                rounds.Add(new(preprocessed, _layout.PreprocessedPoints(zeta)));
            }

            rounds.Add(new(main, _layout.MainPoints(zeta)));
            if (auxiliary is not null)
            {
                rounds.Add(new(auxiliary, _layout.AuxiliaryPoints(zeta)));
            }

            rounds.Add(new(quotient, _layout.QuotientPoints(zeta)));
            return [.. rounds];
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
}
