using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;

namespace Rollup.Proofs.Programs;

/// <summary>Parameter sets by blow-up. Tests hold each to its floor at the greatest shape foreseen for it.</summary>
/// <remarks>Recursion's layers have parameters of their own, fitted to their heights: <see cref="Recursion.Layers.LayerParameters"/>.</remarks>
public static class StandardParameters
{
    /// <summary>Payment tables of up to 2^22 rows; half a bit per query, and the cheapest to prove.</summary>
    public static ProofParameters Blowup2 { get; } = Of(logBlowup: 1, queries: 161, grinding: 20);

    /// <summary>Payment tables of up to 2^22 rows; about half the queries, which the wrap then need not check.</summary>
    public static ProofParameters Blowup4 { get; } = Of(logBlowup: 2, queries: 84, grinding: 20);

    /// <summary>The least blow-up for constraints of degree 7 and more.</summary>
    public static ProofParameters Blowup8 { get; } = Of(logBlowup: 3, queries: 56, grinding: 20);

    /// <summary>Half the queries of 8, at eight times its domain.</summary>
    public static ProofParameters Blowup64 { get; } = Of(logBlowup: 6, queries: 28, grinding: 20);

    /// <summary>Keccak-256, for a verifier in a contract.</summary>
    public static ProofParameters Blowup256 { get; } = new(
        new() { Hash = HashFunction.Keccak256, LogBlowup = 8, QueryCount = 19, QueryGrindingBits = 28, MaxLogArity = 4 });

    /// <summary>128 provable bits for payment tables of up to 2^22 rows.</summary>
    public static ProofParameters Bits128 { get; } = Of(logBlowup: 2, queries: 113, grinding: 20) with { FloorBits = 128 };

    private static ProofParameters Of(int logBlowup, int queries, int grinding) => new(
        new() { Hash = HashFunction.Poseidon2, LogBlowup = logBlowup, QueryCount = queries, QueryGrindingBits = grinding });
}
