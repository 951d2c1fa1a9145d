namespace Rollup.Proofs.Serialization;

/// <summary>Bytes that are no proof; caught at the edge of a reader and turned into <see cref="MalformedProof"/>.</summary>
public sealed class ProofFormatException(string message) : Exception(message);

/// <summary>The bytes are not a proof of the expected form.</summary>
/// <param name="Reason">What was expected at which byte.</param>
public sealed record MalformedProof(string Reason) : ProofFailure;
