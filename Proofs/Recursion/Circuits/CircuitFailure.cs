namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>Why a tape does not satisfy a circuit.</summary>
/// <param name="Scope">The part of the circuit.</param>
public sealed record CircuitFailure(string Scope, string Reason);
