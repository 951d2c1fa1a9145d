namespace Rollup.Proofs.Proving;

/// <summary>The challenges hit the fingerprint of one of the trace's own messages, whose fraction then has no value.</summary>
/// <remarks>
/// For 2^30 messages this happens once in 2^162 proofs. A prover cannot gain by it either: the probability that any
/// denominator vanishes is part of the bus term of the soundness account.
/// </remarks>
public sealed class BusCollisionException()
    : Exception("A bus challenge equals the fingerprint of a message of this trace; this statement cannot be proven with this transcript.");
