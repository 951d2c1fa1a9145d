using System.Collections.Immutable;
using Rollup.Crypto;

namespace Rollup.Proofs.Buses;

/// <summary>The formulas of <see cref="AuxiliaryLayout"/>, written once for the prover's rows and the verifier's point.</summary>
internal static class BusConstraints<TAlgebra, TExtension, TExpr>
    where TAlgebra : struct, IChallengeAlgebra<TExtension, TExpr>
    where TExtension : struct, IAlgebra<TExtension>
    where TExpr : struct, IAlgebra<TExpr>
{
    /// <summary>α + id + Σ βʲ·mⱼ.</summary>
    public static TExtension Fingerprint(BusChallenges challenges, Bus bus, ReadOnlySpan<TExpr> message)
    {
        TExtension sum = TAlgebra.From(challenges.Alpha + new Goldilocks(bus.Id));
        for (int i = 0; i < message.Length; i++)
        {
            sum += TAlgebra.Scale(TAlgebra.From(challenges.BetaPowers[i]), message[i]);
        }

        return sum;
    }

    /// <summary>The sum of a batch's fractions ±m/D over one denominator.</summary>
    /// <param name="multiplicities">Signed: negative for what is received.</param>
    public static void Sum(
        ImmutableArray<int> batch,
        ReadOnlySpan<TExpr> multiplicities,
        ReadOnlySpan<TExtension> fingerprints,
        out TExtension numerator,
        out TExtension denominator)
    {
        denominator = fingerprints[batch[0]];
        numerator = TAlgebra.Lift(multiplicities[batch[0]]);
        for (int i = 1; i < batch.Length; i++)
        {
            TExtension fingerprint = fingerprints[batch[i]];
            numerator = numerator * fingerprint + TAlgebra.Scale(denominator, multiplicities[batch[i]]);
            denominator *= fingerprint;
        }
    }

    /// <summary>The values that must be zero, one per auxiliary column.</summary>
    /// <param name="columns">This row's auxiliary cells; the running sum is the last.</param>
    /// <param name="nextSum">The running sum of the next row.</param>
    /// <param name="average">S/N: the table's sum over its number of rows.</param>
    public static void Evaluate(
        AuxiliaryLayout layout,
        ReadOnlySpan<TExpr> multiplicities,
        ReadOnlySpan<TExtension> fingerprints,
        ReadOnlySpan<TExtension> columns,
        TExtension nextSum,
        TExtension average,
        Span<TExtension> values)
    {
        int last = layout.CubicColumns - 1;
        TExtension rest = nextSum - columns[last] + average;
        for (int c = 0; c <= last; c++)
        {
            Sum(layout.Batches[c], multiplicities, fingerprints, out TExtension numerator, out TExtension denominator);
            if (c < last)
            {
                rest -= columns[c];
                values[c] = columns[c] * denominator - numerator;
            }
            else
            {
                values[c] = rest * denominator - numerator;
            }
        }
    }
}
