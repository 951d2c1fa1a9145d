using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Verifier;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>A wrap or join proof again, under parameters that make the next verifier smaller.</summary>
public static class CompressCircuit
{
    /// <param name="shape">A program of the shape that wraps and joins have.</param>
    public static Circuit Build(StarkProgram shape)
    {
        CircuitBuilder builder = new(RangeWords.Count);
        ImmutableArray<Wire> range = [.. Enumerable.Range(0, RangeWords.Programs).Select(word => builder.Input(builder.PublicWord(word)))];
        Wire programs = builder.Input(builder.PublicWord(RangeWords.Programs));
        ChildCircuit.Verify(builder, shape, range, programs);
        return builder.Build();
    }

    public static ReadOnlyMemory<Goldilocks> Tape(ProvenStatement child, ProgramSet programs)
    {
        ProofTape tape = new();
        tape.WritePublicValues(child.PublicValues.AsSpan());
        ChildCircuit.Write(tape, child, programs);
        return tape.Elements;
    }
}
