using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>A circuit on a machine, with its keys: proves that tapes exist which satisfy the circuit.</summary>
/// <remarks>The proving key holds the extended wiring, up to some gigabytes; it is made when it is first needed.</remarks>
public sealed class CircuitProgram(Circuit circuit, IMachine machine, KeyCache cache, Workers workers) : IDisposable
{
    private VerifyingKey? _verifyingKey;
    private ProvingKey? _provingKey;

    public Circuit Circuit { get; } = circuit;

    public StarkProgram Program => machine.Program;

    /// <summary>From the proving key if there is one, else from the cache, else from a proving key made for it.</summary>
    public VerifyingKey Key => _verifyingKey ??= _provingKey?.VerifyingKey ?? FindKey() ?? ProvingKey.VerifyingKey;

    private ProvingKey ProvingKey => _provingKey ??= CreateProvingKey();

    /// <summary>Makes the proving key now.</summary>
    public void Prepare() => _ = ProvingKey;

    /// <summary>Lets go of the proving key; it is made again when it is needed.</summary>
    public void Release()
    {
        _provingKey?.Dispose();
        _provingKey = null;
    }

    /// <summary>Runs the circuit on a tape and proves the run.</summary>
    /// <exception cref="ArgumentException">The tape does not satisfy the circuit; the message names the part that it fails in.</exception>
    public ProvenStatement Prove(ReadOnlyMemory<Goldilocks> tape, ProverPhases? phases = null)
    {
        CircuitExecution execution = Circuit.Execute(tape);
        if (execution.Failure is { } failure)
        {
            throw new ArgumentException($"Nothing to prove for {Program.Name}: in {failure.Scope}, {failure.Reason}.", nameof(tape));
        }

        ImmutableArray<Goldilocks> publicValues = [.. execution.PublicValues];
        ProvingKey key = ProvingKey;
        NativeMatrix[] traces = machine.Trace(Circuit, execution, workers);
        return new(key.VerifyingKey, publicValues, new StarkProver(key, workers).Prove(traces, publicValues.AsSpan(), phases));
    }

    public void Dispose() => Release();

    private VerifyingKey? FindKey()
    {
        NativeMatrix[] wiring = machine.Preprocess(Circuit);
        Commitment? known = cache.Find(KeyCache.NameOf(Program, wiring));
        Array.ForEach(wiring, matrix => matrix.Dispose());
        return known is null ? null : new(Program, known);
    }

    private ProvingKey CreateProvingKey()
    {
        NativeMatrix[] wiring = machine.Preprocess(Circuit);
        string name = KeyCache.NameOf(Program, wiring);
        ProvingKey key = ProvingKey.Create(Program, workers, wiring);
        Commitment commitment = key.VerifyingKey.Preprocessed!;
        if (cache.Find(name) is { } known && !known.Equals(commitment))
        {
            throw new InvalidOperationException($"The cached key {name} of {Program.Name} says {known}, but its columns are committed to by {commitment}.");
        }

        cache.Keep(name, commitment);
        return key;
    }
}
