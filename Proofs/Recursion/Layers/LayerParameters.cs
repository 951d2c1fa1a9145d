using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Machines;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>The parameters of each layer above the batches. A program refuses any that give less than its floor at its heights.</summary>
public sealed record LayerParameters
{
    /// <summary>
    /// What is deployed: heights that hold a join, and a wrap of about 600 columns at 2^18 rows. The contract follows from
    /// them, whatever the batches are.
    /// </summary>
    public static LayerParameters Standard { get; } = new() { Heights = new(Arithmetic: 14, Node: 14, Sponge: 13, Bits: 13) };

    /// <summary>log₂ of the heights of wraps and joins; null for the least that hold the batches at hand.</summary>
    public TableHeights? Heights { get; init; }

    /// <summary>
    /// Wrap and join: blow-up 8, the least that S-boxes of degree 7 in one column allow. 54 queries are what 100 bits take at
    /// 2^14 rows, and just few enough for a join of two to fit 2^13 sponge and 2^14 node rows.
    /// </summary>
    public ProofParameters Recursion { get; init; } = new(
        new() { Hash = HashFunction.Poseidon2, LogBlowup = 3, QueryCount = 54, QueryGrindingBits = 20 });

    /// <summary>Compression: as few queries as it takes for the last circuit to fit 2^14 rows of the narrow machine.</summary>
    public ProofParameters Compression { get; init; } = new(
        new()
        {
            Hash = HashFunction.Poseidon2, LogBlowup = 8, QueryCount = 20, QueryGrindingBits = 21, MaxLogArity = 4, LogFinalLength = 5,
        });

    /// <summary>The last layer: each query costs about 5 kB on L1, so the blow-up is what memory allows. 16 queries and 29 bits of work are 101 bits.</summary>
    public ProofParameters Last { get; init; } = new(
        new()
        {
            Hash = HashFunction.Keccak256, LogBlowup = 9, QueryCount = 16, QueryGrindingBits = 29, MaxLogArity = 4, LogFinalLength = 7,
        });

    /// <summary>Arithmetic operations in a row of the wide machine.</summary>
    public int Lanes { get; init; } = 2;
}
