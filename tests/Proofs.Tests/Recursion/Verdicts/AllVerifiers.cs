using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Mutations;
using Rollup.Proofs.Tests.PlainVerifier;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Tests.Recursion.Circuits;
using Rollup.Proofs.Tests.Recursion.Verifier;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Verdicts;

/// <summary>One program's verifiers: native, plain if it is an example, and the circuit for proofs of the heights of one proof.</summary>
internal sealed class AllVerifiers
{
    private readonly TwoVerifiers? _plain;
    private readonly VerifierScenario? _circuit;

    public AllVerifiers(ProvenStatement proven)
    {
        Key = proven.Key;
        LogHeights = proven.Proof.LogHeights;
        PublicValues = [.. proven.PublicValues];
        Bytes = StarkProofFormat.Write(proven.Key, proven.Proof);
        string name = proven.Key.Program.Name;
        _plain = ExampleStatement.Names.Contains(name) ? TwoVerifiers.Of(name, new Forged(proven.Key, PublicValues, proven.Proof)) : null;
        FriParameters parameters = proven.Key.Program.Parameters.Fri;
        _circuit = parameters is { Hash: HashFunction.Poseidon2, CapHeight: 0 } ? VerifierScenario.Of(proven) : null;
    }

    public VerifyingKey Key { get; }

    public ImmutableArray<int> LogHeights { get; }

    public Goldilocks[] PublicValues { get; }

    public byte[] Bytes { get; }

    /// <summary>Asserts that all verifiers that can be shown a proof fail the same step of it, or none.</summary>
    /// <param name="checksTrace">Whether the circuit's trace is checked as well.</param>
    public (PlainVerdict Verdict, Verifiers Seen) Judge(Goldilocks[] publicValues, byte[] bytes, string what, bool checksTrace = false)
    {
        PlainVerdict verdict = _plain?.Judge(publicValues, bytes, what) ?? TwoVerifiers.VerdictOf(new StarkVerifier(Key).Verify(publicValues, bytes));
        Verifiers seen = Verifiers.Native | (_plain is null ? Verifiers.None : Verifiers.Plain);
        if (Execute(publicValues, bytes) is not { } execution)
        {
            Assert.True(verdict != PlainVerdict.Accepted || _circuit is null, $"{what}: an accepted proof has no tape");
            return (verdict, seen);
        }

        PlainVerdict inCircuit = VerdictOf(execution.Failure);
        Assert.True(verdict == inCircuit, $"{what}: the verifiers say {verdict}, the circuit {inCircuit}, {execution.Failure}");
        if (checksTrace)
        {
            Assert.Equal(verdict == PlainVerdict.Accepted, CircuitScenario.Faults(_circuit!.Circuit, execution).Count == 0);
        }

        return (verdict, seen | Verifiers.Circuit | (checksTrace ? Verifiers.Trace : Verifiers.None));
    }

    /// <summary>Null for what has not the form of a proof of these heights: there is no tape for it.</summary>
    private CircuitExecution? Execute(Goldilocks[] publicValues, byte[] bytes)
    {
        if (_circuit is null
            || publicValues.Length != Key.Program.PublicCount
            || StarkProofFormat.Read(Key, bytes, out StarkProof? proof) is not null
            || !proof!.LogHeights.SequenceEqual(LogHeights))
        {
            return null;
        }

        ReadOnlyMemory<Goldilocks> tape;
        try
        {
            tape = VerifierScenario.Tape(new(Key, [.. publicValues], proof));
        }
        catch (ArgumentException)
        {
            return null;
        }

        return _circuit.Circuit.Execute(tape);
    }

    /// <summary>The circuit's scopes are the verifier's steps, in the same order.</summary>
    private static PlainVerdict VerdictOf(CircuitFailure? failure) => failure?.Scope.Split(' ')[0] switch
    {
        null => PlainVerdict.Accepted,
        "buses" => PlainVerdict.Buses,
        "opening" => PlainVerdict.Work,
        "query" => PlainVerdict.Opening,
        "constraints" => PlainVerdict.Constraints,
        _ => throw new InvalidOperationException($"No verifier has a step of its own for {failure}."),
    };
}
