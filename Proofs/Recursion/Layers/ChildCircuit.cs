using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Verifier;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>A proof of some program of the set: one shape, wired as the prover likes, as long as the set has its hash.</summary>
internal static class ChildCircuit
{
    private static readonly Dictionary<int, Wire> NothingInjected = [];

    /// <param name="shape">A program of the children's shape.</param>
    /// <param name="range">The child's public words, without the set.</param>
    /// <param name="programs">The set's root: the child's own public word for it, too.</param>
    public static void Verify(CircuitBuilder builder, StarkProgram shape, ImmutableArray<Wire> range, Wire programs)
    {
        builder.Enter("program");
        Wire preprocessed = builder.Input();
        Wire hash = builder.Node(builder.ConstantWord(Word.Of(ProgramHash.OfShape(shape))), preprocessed);
        builder.Path(hash, builder.Input(), ProgramSet.Depth, NothingInjected, programs);
        new VerifierCircuit(builder, shape, [.. shape.Tables.Select(table => table.MinLogHeight)]).Verify(hash, preprocessed, range.Add(programs));
    }

    public static void Write(ProofTape tape, ProvenStatement child, ProgramSet programs)
    {
        Digest hash = child.Key.ProgramHash;
        tape.Write(Word.Of(child.Key.Preprocessed!.Cap[0]));
        tape.Write(new Word((ulong)programs.IndexOf(hash)));
        foreach (Digest sibling in programs.PathOf(hash))
        {
            tape.Write(Word.Of(sibling));
        }

        tape.Write(child);
    }
}
