using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>What the quotient of one table is computed from.</summary>
internal sealed record QuotientTask
{
    public required TableShape Shape { get; init; }

    public required int LogHeight { get; init; }

    /// <summary>Extended columns on the coset, rows in bit-reversed order.</summary>
    public required NativeMatrix Main { get; init; }

    public NativeMatrix? Preprocessed { get; init; }

    public NativeMatrix? Auxiliary { get; init; }

    public required Goldilocks[] PublicValues { get; init; }

    public BusChallenges? BusChallenges { get; init; }

    /// <summary>S: the sum of the table's fractions.</summary>
    public GoldilocksCubic BusSum { get; init; }

    /// <summary>Folds the constraints into one.</summary>
    public required GoldilocksCubic Alpha { get; init; }

    /// <summary>Receives the quotient's three coefficients: on as many cosets of the table's height as it has columns for, rounded up to a power of two.</summary>
    public required NativeMatrix Values { get; init; }

    public int CosetCount => Values.RowCount >> LogHeight;
}
