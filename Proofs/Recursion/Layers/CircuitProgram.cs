using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>A circuit on a machine, with its key: proves that tapes exist which satisfy the circuit.</summary>
public sealed class CircuitProgram : IDisposable
{
    private readonly IMachine _machine;
    private readonly ProvingKey _key;
    private readonly Workers _workers;

    public CircuitProgram(Circuit circuit, IMachine machine, Workers workers)
    {
        (Circuit, _machine, _workers) = (circuit, machine, workers);
        _key = ProvingKey.Create(machine.Program, workers, machine.Preprocess(circuit));
    }

    public Circuit Circuit { get; }

    public VerifyingKey Key => _key.VerifyingKey;

    /// <summary>Runs the circuit on a tape and proves the run.</summary>
    /// <exception cref="ArgumentException">The tape does not satisfy the circuit.</exception>
    public ProvenStatement Prove(ReadOnlyMemory<Goldilocks> tape)
    {
        CircuitExecution execution = Circuit.Execute(tape);
        if (execution.Failure is { } failure)
        {
            throw new ArgumentException($"Nothing to prove for {Key.Program.Name}: in {failure.Scope}, {failure.Reason}.", nameof(tape));
        }

        ImmutableArray<Goldilocks> publicValues = [.. execution.PublicValues];
        NativeMatrix[] traces = _machine.Trace(Circuit, execution, _workers);
        return new(Key, publicValues, new StarkProver(_key, _workers).Prove(traces, publicValues.AsSpan()));
    }

    public void Dispose() => _key.Dispose();
}
