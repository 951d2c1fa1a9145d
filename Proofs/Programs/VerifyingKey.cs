using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;

namespace Rollup.Proofs.Programs;

/// <summary>A program with the commitment to its preprocessed columns: all a verifier needs to know in advance.</summary>
public sealed class VerifyingKey
{
    /// <param name="preprocessed">Null exactly if no table has preprocessed columns.</param>
    public VerifyingKey(StarkProgram program, Commitment? preprocessed)
    {
        if (program.HasPreprocessed != preprocessed is not null)
        {
            throw new ArgumentException(program.HasPreprocessed
                ? $"Program {program.Name} has preprocessed columns, whose commitment is missing."
                : $"Program {program.Name} has no preprocessed columns to commit to.");
        }

        Program = program;
        Preprocessed = preprocessed;
        ProgramHash = Programs.ProgramHash.Of(program, preprocessed);
    }

    public StarkProgram Program { get; }

    public Commitment? Preprocessed { get; }

    public Digest ProgramHash { get; }
}
