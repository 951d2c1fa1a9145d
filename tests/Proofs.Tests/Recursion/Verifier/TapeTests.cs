using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Tests.Proving;

namespace Rollup.Proofs.Tests.Recursion.Verifier;

/// <summary>Whether anything on a tape is free: each element changed, and the circuit refuses.</summary>
public sealed class TapeTests
{
    /// <summary>Elements that the default run changes.</summary>
    public const int QuickCount = 150;

    public static TheoryData<string> Examples => [.. ExampleStatement.Names];

    [Theory]
    [MemberData(nameof(Examples))]
    [Trait("Plan", "V01")]
    public void An_element_of_a_proof_on_the_tape_cannot_be_another(string example) => ChangeElements(example, QuickCount);

    [Theory]
    [MemberData(nameof(Examples))]
    [Trait("Plan", "V01")]
    [Trait("Campaign", "verifiers")]
    public void No_element_of_a_proof_on_the_tape_can_be_another(string example) => ChangeElements(example, int.MaxValue);

    [Fact]
    [Trait("Plan", "V04")]
    public void A_tape_that_is_too_short_or_too_long_is_refused()
    {
        ProvenStatement statement = VerifierScenario.Prove("range-check");
        Circuit circuit = VerifierScenario.Of(statement).Circuit;
        Goldilocks[] tape = VerifierScenario.Tape(statement).ToArray();
        Assert.Throws<ArgumentException>(() => circuit.Execute(tape.AsMemory()[..^1]));
        Assert.Throws<ArgumentException>(() => circuit.Execute(tape.AsMemory()[..100]));
        Assert.Throws<ArgumentException>(() => circuit.Execute(default));
        Assert.Throws<ArgumentException>(() => circuit.Execute((Goldilocks[])[.. tape, Goldilocks.Zero]));
    }

    private static void ChangeElements(string example, int count)
    {
        // No work: its nonce is three elements wider than it need be.
        ProofParameters parameters = VerifierScenario.Parameters;
        parameters = parameters with { Fri = parameters.Fri with { QueryCount = 1, QueryGrindingBits = 0, CommitGrindingBits = 0 }, FloorBits = 0 };
        ProvenStatement statement = VerifierScenario.Prove(example, logHeight: 3, parameters);
        ChangeElements(VerifierScenario.Of(statement).Circuit, VerifierScenario.Tape(statement), 0, count);
    }

    /// <param name="first">Elements before this one are not changed.</param>
    /// <param name="count">How many are, evenly spread.</param>
    internal static void ChangeElements(Circuit circuit, ReadOnlyMemory<Goldilocks> right, int first, int count)
    {
        Assert.Null(circuit.Execute(right).Failure);
        Goldilocks[] tape = right.ToArray();
        int step = Math.Max(1, (tape.Length - first) / count);

        // Prime to four: all places of a word have their turn.
        step += 1 - step % 2;
        for (int element = first; element < tape.Length; element += step)
        {
            tape[element] += Goldilocks.One;
            Assert.True(circuit.Execute(tape).Failure is not null, $"element {element} of {tape.Length} is free");
            tape[element] -= Goldilocks.One;
        }
    }
}
