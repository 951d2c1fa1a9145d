using Rollup.Proofs.Fri;

namespace Rollup.Proofs.Programs;

/// <summary>What prover and verifier agree on beside the tables. A proof never brings its own.</summary>
/// <param name="FloorBits">Least provable soundness: statements whose shape gives less are refused by prover and verifier.</param>
public sealed record ProofParameters(FriParameters Fri, int FloorBits = ProofParameters.DefaultFloorBits)
{
    public const int DefaultFloorBits = 100;
}
