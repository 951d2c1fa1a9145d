using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>Folding, leaf by leaf: what prover and verifier must do identically.</summary>
/// <remarks>
/// <para>
/// A codeword of 2^k elements holds f(y) for the points y of the subgroup of that order, bit-reversed. (The matrices are
/// extended on g·H′; writing x = g·y makes every height a subgroup, and leaves degrees alone.) A leaf of n = 2^a elements
/// has the points y₀·ρ_t, ρ_t the bit-reversed roots of unity of order n; on these f is a polynomial of n coefficients,
/// f(y₀·ρ_t) = Σ c_j·ρ_tʲ. With f(y) = Σ yʲ·fⱼ(yⁿ) they are c_j = y₀ʲ·fⱼ(y₀ⁿ), so that the fold Σ βʲ·fⱼ(y₀ⁿ) is
/// Σ c_j·(β/y₀)ʲ.
/// </para>
/// <para>
/// Leaves are committed to as c_0 … c_(n−1): a verifier then folds, and checks what it knows, by Horner's rule, where from
/// values it would interpolate.
/// </para>
/// </remarks>
internal static class Folding
{
    /// <summary>ρ_t of the largest leaf; smaller ones have a prefix of them.</summary>
    private static readonly Goldilocks[] Roots = BitReversedRoots();

    /// <summary>1/ρ_t for t = 0, 2, 4, ….</summary>
    private static readonly Goldilocks[] PairInverses = EvenInverses(1 << (FriParameters.LargestLogArity - 1));

    /// <summary>Turns a leaf's values into its coefficients, in place.</summary>
    /// <param name="leaf">v_0 … v_(n−1) become c_0 … c_(n−1); n at least 2.</param>
    public static void Interpolate(Span<GoldilocksCubic> leaf)
    {
        // Two polynomials modulo x^half − c and x^half + c become one modulo x^(2·half) − c²; c = 1 in every first block.
        for (int half = 1; half < leaf.Length / 2; half *= 2)
        {
            for (int block = 0; block < leaf.Length / (2 * half); block++)
            {
                Span<GoldilocksCubic> first = leaf.Slice(2 * half * block, half), second = leaf.Slice(2 * half * block + half, half);
                Goldilocks inverse = PairInverses[block];
                for (int i = 0; i < half; i++)
                {
                    GoldilocksCubic difference = first[i] - second[i];
                    first[i] += second[i];
                    second[i] = block == 0 ? difference : difference * inverse;
                }
            }
        }

        // The last step has one block, and takes the halvings of all steps with it.
        Goldilocks scale = PowerOfHalf(EvaluationDomain.LogOf(leaf.Length));
        for (int i = 0, half = leaf.Length / 2; i < half; i++)
        {
            (leaf[i], leaf[half + i]) = ((leaf[i] + leaf[half + i]) * scale, (leaf[i] - leaf[half + i]) * scale);
        }
    }

    /// <summary>v_t of a leaf of coefficients.</summary>
    public static GoldilocksCubic Evaluate(ReadOnlySpan<GoldilocksCubic> leaf, int index)
    {
        GoldilocksCubic sum = default;
        for (int j = leaf.Length - 1; j >= 0; j--)
        {
            sum = sum * Roots[index] + leaf[j];
        }

        return sum;
    }

    /// <summary>Folds a leaf of coefficients to one element.</summary>
    /// <param name="inverse">1/y₀.</param>
    public static GoldilocksCubic Fold(ReadOnlySpan<GoldilocksCubic> leaf, Goldilocks inverse, GoldilocksCubic beta) =>
        CubicBasis.Combine(leaf, beta * inverse);

    /// <summary>1/y₀ of leaf <paramref name="index"/>.</summary>
    public static Goldilocks InverseOfFirst(int index, FoldingRound round) =>
        EvaluationDomain.SubgroupPoint(round.LogLength, index << round.LogArity).Inverse();

    /// <summary>What a codeword that joins after a fold is multiplied by: the next power of β after the fold's own.</summary>
    public static GoldilocksCubic JoinFactor(GoldilocksCubic beta, FoldingRound round) => beta.Pow((ulong)round.Arity);

    /// <summary>The inverses of rows 0, 2, 4, … of the bit-reversed subgroup, which are the same for every length.</summary>
    public static Goldilocks[] EvenInverses(int count)
    {
        Goldilocks[] inverses = new Goldilocks[count];
        inverses[0] = Goldilocks.One;
        for (int half = 1; half < count; half *= 2)
        {
            Goldilocks root = Goldilocks.RootOfUnity(EvaluationDomain.LogOf(half) + 2).Inverse();
            for (int i = 0; i < half; i++)
            {
                inverses[half + i] = inverses[i] * root;
            }
        }

        return inverses;
    }

    private static Goldilocks[] BitReversedRoots()
    {
        Goldilocks[] roots = new Goldilocks[1 << FriParameters.LargestLogArity];
        EvaluationDomain.FillPoints(roots, Goldilocks.One);
        return roots;
    }

    /// <summary>2^−<paramref name="exponent"/> = p − (p − 1)/2^exponent, for exponents up to 32.</summary>
    private static Goldilocks PowerOfHalf(int exponent) => new(Goldilocks.Modulus - ((Goldilocks.Modulus - 1) >> exponent));
}
