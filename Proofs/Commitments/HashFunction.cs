namespace Rollup.Proofs.Commitments;

/// <summary>The hash of a proof's trees and transcript.</summary>
public enum HashFunction
{
    /// <summary>Cheap inside a proof: every layer that another proof verifies.</summary>
    Poseidon2 = 0,

    /// <summary>Cheap in the EVM: the last layer.</summary>
    Keccak256 = 1,
}
