using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Verifier;

namespace Rollup.Proofs.Tests.Recursion.Layers;

/// <summary>What a dishonest prover puts on the tape of a join: children and words that need not fit.</summary>
internal sealed record JoinTape(ProvenStatement Left, ProvenStatement Right, ProgramSet Paths)
{
    /// <summary>Where left and right meet, as the left one has it; else as the right one has it.</summary>
    public bool MeetsAsLeft { get; init; } = true;

    /// <summary>The public word for the set; null for that of <see cref="Paths"/>.</summary>
    public Digest? Programs { get; init; }

    public ReadOnlyMemory<Goldilocks> Elements
    {
        get
        {
            ProofTape tape = new();
            tape.Write(WordOf(Left, RangeWords.DigestBefore));
            tape.Write(WordOf(Left, RangeWords.RootBefore));
            tape.Write(MeetsAsLeft ? WordOf(Left, RangeWords.DigestAfter) : WordOf(Right, RangeWords.DigestBefore));
            tape.Write(MeetsAsLeft ? WordOf(Left, RangeWords.RootAfter) : WordOf(Right, RangeWords.RootBefore));
            tape.Write(WordOf(Right, RangeWords.DigestAfter));
            tape.Write(WordOf(Right, RangeWords.RootAfter));
            tape.Write(Word.Of(Programs ?? Paths.Root));
            ChildCircuit.Write(tape, Left, Paths);
            ChildCircuit.Write(tape, Right, Paths);
            return tape.Elements;
        }
    }

    public CircuitFailure? Failure(Circuit join) => join.Execute(Elements).Failure;

    public static Word WordOf(ProvenStatement range, int word) => Word.Of(range.PublicValues.AsSpan()[(word * Word.Length)..]);
}
