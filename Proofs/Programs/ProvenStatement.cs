using System.Collections.Immutable;
using Rollup.Crypto;

namespace Rollup.Proofs.Programs;

/// <summary>A proof with its statement: the program and the public values.</summary>
public sealed record ProvenStatement(VerifyingKey Key, ImmutableArray<Goldilocks> PublicValues, StarkProof Proof);
