using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>What the auxiliary columns of one table are computed from.</summary>
internal sealed record AuxiliaryTask
{
    public required TableShape Shape { get; init; }

    /// <summary>The trace, rows in their natural order.</summary>
    public required NativeMatrix Main { get; init; }

    public NativeMatrix? Preprocessed { get; init; }

    public required Goldilocks[] PublicValues { get; init; }

    public required BusChallenges BusChallenges { get; init; }

    /// <summary>Receives the columns that <see cref="AuxiliaryLayout"/> describes.</summary>
    public required NativeMatrix Auxiliary { get; init; }
}
