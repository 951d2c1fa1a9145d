using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Verifier;
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

    /// <summary>Fibonacci has three public values: one element of their word is left.</summary>
    [Fact]
    public void What_follows_the_public_values_in_their_last_word_must_be_zero()
    {
        ProvenStatement statement = VerifierScenario.Prove("fibonacci");
        Goldilocks[] tape = VerifierScenario.Tape(statement).ToArray();
        tape[statement.PublicValues.Length] = Goldilocks.One;
        Assert.Equal("statement", VerifierScenario.Of(statement).Circuit.Execute(tape).Failure?.Scope);
    }

    [Fact]
    public void There_is_no_circuit_for_heights_or_a_soundness_that_the_program_does_not_take()
    {
        ProofParameters parameters = VerifierScenario.Parameters;
        StarkProgram low = new("low", parameters, new ProgramTable(Table.Of(new FibonacciAir())) { MaxLogHeight = 3 });
        StarkProgram demanding = new("demanding", parameters with { FloorBits = 100 }, new ProgramTable(Table.Of(new FibonacciAir())));
        Assert.NotNull(new VerifierCircuit(new(1), low, [3]));
        Assert.Contains(nameof(TableHeightOutOfRange), Assert.Throws<ArgumentException>(() => new VerifierCircuit(new(1), low, [4])).Message, StringComparison.Ordinal);
        Assert.Contains(nameof(TableCountMismatch), Assert.Throws<ArgumentException>(() => new VerifierCircuit(new(1), low, [3, 3])).Message, StringComparison.Ordinal);
        Assert.Contains(nameof(SoundnessBelowFloor), Assert.Throws<ArgumentException>(() => new VerifierCircuit(new(1), demanding, [4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circuit_takes_all_public_words_and_the_root_of_preprocessed_columns_if_there_are_any()
    {
        ProvenStatement statement = VerifierScenario.Prove("range-check");
        CircuitBuilder builder = new(1);
        VerifierCircuit circuit = new(builder, statement.Key.Program, statement.Proof.LogHeights);
        Wire word = builder.PublicWord(0);
        Assert.Throws<ArgumentException>(() => circuit.Verify(word, default, [word]));
        Assert.Throws<ArgumentException>(() => circuit.Verify(word, word, []));
        Assert.Throws<ArgumentException>(() => circuit.Verify(word, word, [word, word]));
    }

    /// <summary>One nonce may be that of the batching or that of the queries.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 2)]
    [InlineData(0, 0)]
    public void A_proof_without_folding_rounds_has_its_nonces_where_its_parameters_put_them(int commitBits, int queryBits)
    {
        ProofParameters parameters = VerifierScenario.Parameters;
        parameters = parameters with { Fri = parameters.Fri with { CommitGrindingBits = commitBits, QueryGrindingBits = queryBits }, FloorBits = 0 };
        ProvenStatement statement = VerifierScenario.Prove("fibonacci", logHeight: 2, parameters);
        Assert.Empty(statement.Proof.Opening.Layers);
        Assert.Null(VerifierScenario.Of(statement).Execute(statement).Failure);
    }
}
