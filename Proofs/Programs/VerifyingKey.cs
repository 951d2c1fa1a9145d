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
        ShapeHash = Programs.ProgramHash.OfShape(program);
        PreprocessedDigest = Programs.ProgramHash.OfPreprocessed(preprocessed, program.Parameters.Fri.Hash);
        ProgramHash = TreeHash.Node(ShapeHash, PreprocessedDigest);
    }

    public StarkProgram Program { get; }

    public Commitment? Preprocessed { get; }

    /// <summary>Stands for the program without the cells of its preprocessed columns.</summary>
    public Digest ShapeHash { get; }

    /// <summary>Stands for the preprocessed columns; zero without any.</summary>
    public Digest PreprocessedDigest { get; }

    /// <summary>node(<see cref="ShapeHash"/>, <see cref="PreprocessedDigest"/>).</summary>
    public Digest ProgramHash { get; }
}
