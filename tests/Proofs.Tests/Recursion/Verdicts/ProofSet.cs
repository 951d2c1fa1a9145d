using Rollup.Crypto;
using Rollup.Proofs.Tests.PlainVerifier;

namespace Rollup.Proofs.Tests.Recursion.Verdicts;

/// <summary>A proof, good or bad, for verifiers to judge.</summary>
/// <param name="What">Names it in reports.</param>
/// <param name="StoredFailure">What the contract refuses it as; null for proofs that no contract has seen.</param>
internal sealed record JudgedProof(AllVerifiers Verifiers, Goldilocks[] PublicValues, byte[] Bytes, string What, string? StoredFailure = null);

/// <summary>A set of proofs, and which verifiers see it.</summary>
/// <param name="Always">Verifiers that see every proof of the set.</param>
/// <param name="Sometimes">Verifiers that see some: those that have the form of a proof.</param>
/// <param name="Reaches">Verdicts that some proof of the set comes to: agreement is to say something about each step.</param>
/// <param name="LeastCount">Proofs in the default run.</param>
/// <param name="Proofs">The proofs, about as many times more as the argument says.</param>
internal sealed record ProofSet(
    string Name, Verifiers Always, Verifiers Sometimes, PlainVerdict[] Reaches, int LeastCount, Func<int, IEnumerable<JudgedProof>> Proofs);
