namespace Rollup.Proofs.Recursion.Tables;

/// <summary>How the eight elements of a sponge row enter its two sums Σ uⁱ·fᵢ: as base polynomials, or as coefficients of cubic ones.</summary>
/// <remarks>In a row of cubic polynomials each takes three elements, for 1, X and X²; the phase is what the first of the eight belongs to.</remarks>
public enum RowPattern
{
    /// <summary>Not a row of a matrix: nothing is summed.</summary>
    None = 0,

    Base = 1,
    CubicPhase0 = 2,
    CubicPhase1 = 3,
    CubicPhase2 = 4,
}
