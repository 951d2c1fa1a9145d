using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Tests.Recursion.Circuits;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Verifier;

public sealed class VerifierCircuitTests
{
    public static TheoryData<string> Examples => [.. ExampleStatement.Names];

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_proof_that_the_verifier_accepts_satisfies_its_circuit(string example)
    {
        ProvenStatement statement = VerifierScenario.Prove(example);
        Assert.Null(new StarkVerifier(statement.Key).Verify(statement.PublicValues.AsSpan(), statement.Proof));

        VerifierScenario scenario = VerifierScenario.Of(statement);
        CircuitExecution execution = scenario.Execute(statement);
        Assert.Null(execution.Failure);
        Assert.Equal(statement.PublicValues, execution.PublicValues[..statement.PublicValues.Length]);
        CircuitScenario.CheckTrace(scenario.Circuit, execution);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_circuit_samples_the_challenges_that_the_verifier_samples(string example)
    {
        ProvenStatement statement = VerifierScenario.Prove(example);
        Transcript transcript = Transcript.Create(HashFunction.Poseidon2);
        transcript.StartLog();
        Assert.Null(new StarkVerifier(statement.Key).Verify(statement.PublicValues.AsSpan(), statement.Proof, transcript));

        CircuitExecution execution = VerifierScenario.Of(statement).Execute(statement);
        (string Label, ImmutableArray<ulong> Words)[] samples =
            [.. transcript.Log.Where(step => step.Action == TranscriptAction.Sample).Select(step => (step.Label, step.Words))];
        Assert.Equal(samples.Select(sample => sample.Label), execution.Named.Select(named => named.Name));
        foreach (((string label, ImmutableArray<ulong> words), (_, Word word)) in samples.Zip(execution.Named))
        {
            // The verifier logs the bits it wants; the circuit's wire is the whole element.
            ulong[] expected = words.Length == 1 ? [words[0]] : [.. words];
            ulong[] found = words.Length == 1 ? [word.E0.Value & BitsOf(label)] : [word.E0.Value, word.E1.Value, word.E2.Value];
            Assert.True(expected.SequenceEqual(found), label);
        }

        ulong BitsOf(string label) => label switch
        {
            "query" => (1UL << (statement.Proof.LogHeights.Max() + statement.Key.Program.Parameters.Fri.LogBlowup)) - 1,
            OpeningTranscript.QuerySite => (1UL << statement.Key.Program.Parameters.Fri.QueryGrindingBits) - 1,
            _ => (1UL << statement.Key.Program.Parameters.Fri.CommitGrindingBits) - 1,
        };
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Another_statement_does_not_satisfy_the_circuit(string example)
    {
        ProvenStatement statement = VerifierScenario.Prove(example);
        Goldilocks[] tape = VerifierScenario.Tape(statement).ToArray();
        tape[0] += Goldilocks.One;
        Assert.NotNull(VerifierScenario.Of(statement).Circuit.Execute(tape).Failure);
    }
}
