using Rollup.Crypto;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Airs;

/// <summary>The columns of a table at a given degree limit: the AIR's own, the auxiliary ones, the quotient's.</summary>
/// <param name="QuotientChunks">Polynomials over the cubic extension, each of the table's height, that hold the quotient.</param>
public sealed record TableShape(AirShape Air, AuxiliaryLayout Auxiliary, int QuotientChunks)
{
    /// <summary>The highest degree any table may have, whatever the blow-up.</summary>
    public const int DegreeLimit = 8;

    /// <summary>Base-field columns of the auxiliary matrix: three for each cubic column.</summary>
    public int AuxiliaryWidth => Auxiliary.CubicColumns * GoldilocksCubic.Degree;

    /// <summary>Base-field columns of the quotient matrix.</summary>
    public int QuotientWidth => QuotientChunks * GoldilocksCubic.Degree;

    /// <summary>Constraints that α combines: the AIR's own, then one per auxiliary column.</summary>
    public int ConstraintCount => Air.Constraints.Length + Auxiliary.CubicColumns;

    /// <summary>The degree of the combined constraint in units of the table's height.</summary>
    public int Degree => QuotientChunks + 1;

    /// <summary>Committed base-field cells of a row: main, auxiliary and quotient columns.</summary>
    public int CommittedWidth => Air.MainWidth + AuxiliaryWidth + QuotientWidth;

    /// <summary>
    /// Chooses the degree at which messages are batched: more messages per auxiliary column need fewer columns but more
    /// quotient chunks. The cheapest wins, the lower degree when two are equal.
    /// </summary>
    /// <exception cref="ArgumentException">The AIR needs a higher degree than the blow-up allows.</exception>
    public static TableShape Fit(AirShape air, int logBlowup)
    {
        int maxChunks = Math.Min(1 << logBlowup, DegreeLimit - 1);
        TableShape? best = null;
        for (int chunks = air.QuotientChunks; chunks <= maxChunks; chunks++)
        {
            if (AuxiliaryLayout.Fit(air.Interactions, maxDegree: chunks + 1) is { } auxiliary)
            {
                TableShape shape = new(air, auxiliary, chunks);
                best = best is null || shape.CommittedWidth < best.CommittedWidth ? shape : best;
            }
        }

        return best ?? throw new ArgumentException(
            $"{air.Name} needs a degree above {maxChunks + 1}, the most that blow-up {1 << logBlowup} allows.");
    }
}
