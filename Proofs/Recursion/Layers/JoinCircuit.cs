using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Verifier;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>Two neighbouring ranges as one: the second starts with the digest and root that the first ends with.</summary>
public static class JoinCircuit
{
    /// <param name="shape">A program of the shape that wraps and joins have.</param>
    public static Circuit Build(StarkProgram shape)
    {
        CircuitBuilder builder = new(RangeWords.Count);
        Wire digestBefore = builder.Input(builder.PublicWord(RangeWords.DigestBefore));
        Wire rootBefore = builder.Input(builder.PublicWord(RangeWords.RootBefore));
        Wire digestBetween = builder.Input();
        Wire rootBetween = builder.Input();
        Wire digestAfter = builder.Input(builder.PublicWord(RangeWords.DigestAfter));
        Wire rootAfter = builder.Input(builder.PublicWord(RangeWords.RootAfter));
        Wire programs = builder.Input(builder.PublicWord(RangeWords.Programs));

        // The same wires stand in both children: that is how they meet.
        builder.Enter("left");
        ChildCircuit.Verify(builder, shape, [digestBefore, rootBefore, digestBetween, rootBetween], programs);
        builder.Enter("right");
        ChildCircuit.Verify(builder, shape, [digestBetween, rootBetween, digestAfter, rootAfter], programs);
        return builder.Build();
    }

    public static ReadOnlyMemory<Goldilocks> Tape(ProvenStatement left, ProvenStatement right, ProgramSet programs)
    {
        ProofTape tape = new();
        tape.WritePublicValues(left.PublicValues.AsSpan()[..(RangeWords.Programs * Word.Length)]);
        tape.WritePublicValues(right.PublicValues.AsSpan()[(RangeWords.DigestAfter * Word.Length)..(RangeWords.Programs * Word.Length)]);
        tape.Write(Word.Of(programs.Root));
        ChildCircuit.Write(tape, left, programs);
        ChildCircuit.Write(tape, right, programs);
        return tape.Elements;
    }
}
