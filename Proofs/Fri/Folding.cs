using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>Folding, for one group of neighbours: what prover and verifier must do identically.</summary>
/// <remarks>
/// A codeword of 2^k elements holds f(y) for the points y of the subgroup of that order, bit-reversed. (The matrices are
/// extended on g·H′; writing x = g·y makes every height a subgroup, and leaves degrees alone.) One binary step is
/// g(y²) = (f(y) + f(−y))/2 + β·(f(y) − f(−y))/(2y); arity 2^a is a steps with β, β², β⁴, …, that is
/// Σ βʲ·fⱼ(y^(2^a)) for f(y) = Σ yʲ·fⱼ(y^(2^a)).
/// </remarks>
internal static class Folding
{
    private static readonly Goldilocks Half = new Goldilocks(2).Inverse();

    /// <summary>Inverses of every other point of the bit-reversed subgroup: row 2i for i below half the largest arity.</summary>
    private static readonly Goldilocks[] PairInverses = EvenInverses(1 << (FriParameters.LargestLogArity - 1));

    /// <summary>One binary step on f(y) and f(−y).</summary>
    /// <param name="inverse">1/y.</param>
    public static GoldilocksCubic Pair(GoldilocksCubic atPoint, GoldilocksCubic atOpposite, Goldilocks inverse, GoldilocksCubic beta) =>
        (atPoint + atOpposite + beta * ((atPoint - atOpposite) * inverse)) * Half;

    /// <summary>Folds one group to one element.</summary>
    /// <param name="group">Overwritten.</param>
    /// <param name="inverse">1/y of the group's first element.</param>
    public static GoldilocksCubic Group(Span<GoldilocksCubic> group, Goldilocks inverse, GoldilocksCubic beta)
    {
        for (int count = group.Length / 2; count >= 1; count /= 2)
        {
            for (int i = 0; i < count; i++)
            {
                // The points of a group are its first one times the bit-reversed roots of unity, whatever the length.
                group[i] = Pair(group[2 * i], group[2 * i + 1], inverse * PairInverses[i], beta);
            }

            beta *= beta;
            inverse *= inverse;
        }

        return group[0];
    }

    /// <summary>1/y of the first element of group <paramref name="index"/>.</summary>
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
}
