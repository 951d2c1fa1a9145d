using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>A weight in limbs of 22, 22 and 20 bits, so that many products can be added before anything is reduced.</summary>
/// <remarks>
/// A 32-bit half of an element times a limb is below 2^54. Of 2^9 such products the sum is below 2^63 and so below p: a
/// canonical word, read as one.
/// </remarks>
internal static unsafe class WeightLimbs
{
    /// <summary>Limbs of one cubic weight: three of each coefficient, coefficient 0 first.</summary>
    public const int Count = 9;

    /// <summary>Products that may be added up.</summary>
    public const int MaxTerms = 1 << 9;

    private const int LimbBits = 22;
    private const ulong LimbMask = (1UL << LimbBits) - 1;

    /// <summary>2^(22·j) and 2^(22·j + 32): what the sums of limb j with low and high halves count.</summary>
    public static Goldilocks LowUnit(int limb) => new Goldilocks(2).Pow((ulong)(LimbBits * limb));

    /// <inheritdoc cref="LowUnit"/>
    public static Goldilocks HighUnit(int limb) => new Goldilocks(2).Pow((ulong)(LimbBits * limb + 32));

    /// <summary>Writes the limbs of <paramref name="weight"/>, <paramref name="step"/> words apart.</summary>
    public static void Split(GoldilocksCubic weight, ulong* limbs, nint step)
    {
        for (int coefficient = 0; coefficient < GoldilocksCubic.Degree; coefficient++)
        {
            ulong word = weight[coefficient].Value;
            limbs[0] = word & LimbMask;
            limbs[step] = (word >> LimbBits) & LimbMask;
            limbs[2 * step] = word >> (2 * LimbBits);
            limbs += 3 * step;
        }
    }

    public static GoldilocksCubic Join(ulong* limbs, nint step) =>
        new(JoinWord(limbs, step), JoinWord(limbs + 3 * step, step), JoinWord(limbs + 6 * step, step));

    private static ulong JoinWord(ulong* limbs, nint step) => limbs[0] | (limbs[step] << LimbBits) | (limbs[2 * step] << (2 * LimbBits));
}
