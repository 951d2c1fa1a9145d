using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Soundness;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>Proves that the tables of a program satisfy their constraints. The steps are those of <see cref="ProofRun"/>.</summary>
/// <remarks>
/// The same key, traces and public values give the same bytes, whatever the threads and vector instructions. Where
/// zero-knowledge will go: random rows at the end of each main trace before step 2, a random polynomial committed with the
/// quotients in step 4, salts in the leaves of <see cref="CommitmentScheme"/>; nothing else here would change.
/// </remarks>
public sealed class StarkProver(ProvingKey key, Workers workers)
{
    private readonly StarkProgram _program = key.Program;

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
        return new ProofRun(key, workers, traces, logHeights, values, new(sponge, key.VerifyingKey), phases ?? new()).Prove();
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
}
