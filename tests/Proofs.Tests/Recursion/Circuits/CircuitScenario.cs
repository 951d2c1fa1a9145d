using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Circuits;

/// <summary>Runs small circuits, and holds the trace of a satisfied run to the wide machine's constraints.</summary>
internal static class CircuitScenario
{
    public static CircuitExecution Run(Action<CircuitBuilder> write, params Goldilocks[] tape) => Run(0, write, tape);

    public static CircuitExecution Run(int publicWords, Action<CircuitBuilder> write, params Goldilocks[] tape)
    {
        CircuitBuilder builder = new(publicWords);
        write(builder);
        Circuit circuit = builder.Build();
        CircuitExecution execution = circuit.Execute(tape);
        if (execution.Failure is null)
        {
            CheckTrace(circuit, execution);
        }

        return execution;
    }

    /// <summary>Asserts that the execution's trace satisfies every constraint of the wide machine, and that its buses balance.</summary>
    public static void CheckTrace(Circuit circuit, CircuitExecution execution) => Assert.Empty(Faults(circuit, execution));

    /// <summary>The constraints and messages of the wide machine that the execution's trace breaks.</summary>
    public static IReadOnlyList<TraceFault> Faults(Circuit circuit, CircuitExecution execution)
    {
        const int lanes = 2;
        WideMachine machine = new("test", TestParameters.Quick(logBlowup: 3), TableHeights.Of(circuit, lanes), lanes, circuit.PublicWordCount);
        NativeMatrix[] traces = machine.Trace(circuit, execution, Workers.All);
        NativeMatrix[] preprocessed = machine.Preprocess(circuit);
        try
        {
            return [.. TraceChecker.Check(machine.Program, preprocessed, traces, execution.PublicValues)];
        }
        finally
        {
            Array.ForEach([.. traces, .. preprocessed], matrix => matrix.Dispose());
        }
    }
}
