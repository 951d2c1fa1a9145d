using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>The parameters of each layer above the batches. A program refuses any that give less than its floor at its heights.</summary>
public sealed record LayerParameters
{
    /// <summary>
    /// Wrap and join: blow-up 8, the least that S-boxes of degree 7 in one column allow. 54 queries are what 100 bits take at
    /// 2^14 rows, and just few enough for a join of two to fit 2^13 sponge and 2^14 node rows.
    /// </summary>
    public ProofParameters Recursion { get; init; } = Of(logBlowup: 3, queries: 54);

    /// <summary>Compression: fewer queries make the last circuit small; 64 is what memory and time allow without notice.</summary>
    public ProofParameters Compression { get; init; } = Of(logBlowup: 6, queries: 27);

    /// <summary>The last layer: each query costs bytes on L1.</summary>
    public ProofParameters Last { get; init; } = StandardParameters.Blowup256 with
    {
        Fri = StandardParameters.Blowup256.Fri with { LogFinalLength = 7 },
    };

    /// <summary>Arithmetic operations in a row of the wide machine.</summary>
    public int Lanes { get; init; } = 2;

    private static ProofParameters Of(int logBlowup, int queries) => new(
        new() { Hash = HashFunction.Poseidon2, LogBlowup = logBlowup, QueryCount = queries, QueryGrindingBits = 20 });
}
