using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Verifier;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>A proof of one certain program with the same public values: a second compression, and the last layer.</summary>
public static class RepeatCircuit
{
    public static Circuit Build(VerifyingKey child)
    {
        CircuitBuilder builder = new(RangeWords.Count);
        ImmutableArray<Wire> words = [.. Enumerable.Range(0, RangeWords.Count).Select(word => builder.Input(builder.PublicWord(word)))];
        ImmutableArray<int> logHeights = [.. child.Program.Tables.Select(table => table.MinLogHeight)];
        new VerifierCircuit(builder, child.Program, logHeights).Verify(
            builder.ConstantWord(Word.Of(child.ProgramHash)), builder.ConstantWord(Word.Of(child.Preprocessed!.Cap[0])), words);
        return builder.Build();
    }

    public static ReadOnlyMemory<Goldilocks> Tape(ProvenStatement child)
    {
        ProofTape tape = new();
        tape.WritePublicValues(child.PublicValues.AsSpan());
        tape.Write(child);
        return tape.Elements;
    }
}
