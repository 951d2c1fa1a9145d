using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Circuits;

/// <summary>Both hashes on random inputs: what the code computes is what the tables' constraints say.</summary>
public sealed class HashAgreementTests
{
    private const int Seed = 20261120;
    private const int LeafWidth = 11;

    [Fact]
    [Trait("Plan", "V26")]
    public void Code_and_circuit_agree_on_hashes() => Compare(count: 200, Seed);

    [Fact]
    [Trait("Plan", "V26")]
    [Trait("Campaign", "verifiers")]
    public void Code_and_circuit_agree_on_a_hundred_thousand_hashes()
    {
        for (int round = 0; round < 20; round++)
        {
            Compare(count: 2_500, Seed + round);
        }
    }

    /// <summary>The comparison is the bus: a row that only holds the code's digest, and the row that computes it.</summary>
    [Fact]
    public void A_digest_that_is_another_breaks_the_bus()
    {
        Circuit circuit = Build(count: 1);
        Goldilocks[] tape = Tape(new(Seed), count: 1);
        CircuitExecution execution = circuit.Execute(tape);
        execution.Rows.Sponge(0).Input[0] += Goldilocks.One;
        Assert.NotEmpty(CircuitScenario.Faults(circuit, execution));
    }

    private static void Compare(int count, int seed)
    {
        Circuit circuit = Build(count);
        CircuitExecution execution = circuit.Execute(Tape(new(seed), count));
        Assert.Null(execution.Failure);
        CircuitScenario.CheckTrace(circuit, execution);

        NarrowMachine narrow = new("test", TestParameters.Quick(logBlowup: 3), circuit);
        NativeMatrix[] traces = narrow.Trace(circuit, execution, Workers.All);
        NativeMatrix[] preprocessed = narrow.Preprocess(circuit);
        Assert.Empty(TraceChecker.Check(narrow.Program, preprocessed, traces, []));
        Array.ForEach([.. traces, .. preprocessed], matrix => matrix.Dispose());
    }

    private static Circuit Build(int count)
    {
        CircuitBuilder builder = new(publicWordCount: 0);
        for (int i = 0; i < count; i++)
        {
            builder.Hold(builder.Node(builder.Input(), builder.Input()));
            builder.Hold(builder.Leaf(LeafWidth, ColumnKind.Base, Goldilocks.Zero).Digest);
        }

        return builder.Build();
    }

    private static Goldilocks[] Tape(Random random, int count) =>
        [.. Enumerable.Range(0, count * (2 * Word.Length + LeafWidth)).Select(_ => new Goldilocks((ulong)random.NextInt64()))];
}
