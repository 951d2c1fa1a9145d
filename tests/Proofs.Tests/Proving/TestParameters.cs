using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Tests.Proving;

/// <summary>Small and quick: the checks are the same, the soundness is not.</summary>
internal static class TestParameters
{
    public static ProofParameters Quick(int logBlowup = 1, HashFunction hash = HashFunction.Poseidon2) => new(
        new()
        {
            Hash = hash, LogBlowup = logBlowup, QueryCount = 8, QueryGrindingBits = 4, CommitGrindingBits = 2, LogFinalLength = 2, CapHeight = 1,
        },
        FloorBits: 5);
}
