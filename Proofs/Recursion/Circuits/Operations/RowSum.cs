using Rollup.Crypto;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>The sum of one block: its own elements in front of what the blocks after it add up to.</summary>
internal static class RowSum
{
    public static GoldilocksCubic Add(RowPattern pattern, ReadOnlySpan<Goldilocks> elements, GoldilocksCubic factor, GoldilocksCubic rest)
    {
        // From the last element back. A cubic polynomial's first element starts a new power of the factor.
        int phase = pattern == RowPattern.Base ? 0 : pattern - RowPattern.CubicPhase0;
        for (int i = elements.Length - 1; i >= 0; i--)
        {
            int place = pattern == RowPattern.Base ? 0 : (phase + i) % 3;
            bool endsPolynomial = pattern == RowPattern.Base || place == 2;
            rest = (endsPolynomial ? rest * factor : rest) + Monomial(elements[i], place);
        }

        return rest;
    }

    /// <summary>coefficient·X^place.</summary>
    private static GoldilocksCubic Monomial(Goldilocks coefficient, int place) => place switch
    {
        0 => new(coefficient, default, default),
        1 => new(default, coefficient, default),
        _ => new(default, default, coefficient),
    };
}
