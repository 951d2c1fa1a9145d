using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Verifier;
using Rollup.Proofs.Tests.Mutations;
using Rollup.Proofs.Tests.Proving;

namespace Rollup.Proofs.Tests.Recursion.Verifier;

/// <summary>The verifier of one program as a circuit of its own: its public words are those of the statement.</summary>
internal sealed class VerifierScenario
{
    private VerifierScenario(VerifyingKey key, ImmutableArray<int> logHeights, Predicate<string>? omits)
    {
        int words = (key.Program.PublicCount + Word.Length - 1) / Word.Length;
        CircuitBuilder builder = new(words);
        ImmutableArray<Wire> publicWords = [.. Enumerable.Range(0, words).Select(word => builder.Input(builder.PublicWord(word)))];
        Wire preprocessed = key.Preprocessed is { } commitment ? builder.ConstantWord(Word.Of(commitment.Cap[0])) : default;
        VerifierCircuit circuit = new(builder, key.Program, logHeights) { Omits = omits ?? (_ => false) };
        circuit.Verify(builder.ConstantWord(Word.Of(key.ProgramHash)), preprocessed, publicWords);
        Circuit = builder.Build();
    }

    public Circuit Circuit { get; }

    /// <summary>Parameters that a circuit can verify: no caps.</summary>
    public static ProofParameters Parameters
    {
        get
        {
            ProofParameters quick = TestParameters.Quick(logBlowup: 2);
            return quick with { Fri = quick.Fri with { CapHeight = 0 } };
        }
    }

    /// <param name="omits">As <see cref="VerifierCircuit.Omits"/>.</param>
    public static VerifierScenario Of(ProvenStatement statement, Predicate<string>? omits = null) =>
        new(statement.Key, statement.Proof.LogHeights, omits);

    public static ProvenStatement Prove(string example, int logHeight = 4, ProofParameters? parameters = null)
    {
        ExampleStatement statement = ExampleStatement.Create(example, parameters ?? Parameters, logHeight);
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        return new(key, [.. statement.PublicValues], proof);
    }

    /// <param name="omitted">The label of what the transcript does not absorb.</param>
    public static ReadOnlyMemory<Goldilocks> Tape(ProvenStatement statement, string? omitted = null)
    {
        ProofTape tape = new();
        tape.WritePublicValues(statement.PublicValues.AsSpan());
        tape.Write(statement, Forger.CreateSponge(statement.Key.Program.Parameters.Fri, omitted));
        return tape.Elements;
    }

    public CircuitExecution Execute(ProvenStatement statement, string? omitted = null) => Circuit.Execute(Tape(statement, omitted));
}
