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

    /// <summary>One binary step on f(y) and f(−y).</summary>
    /// <param name="inverse">1/y.</param>
    public static GoldilocksCubic Pair(GoldilocksCubic atPoint, GoldilocksCubic atOpposite, Goldilocks inverse, GoldilocksCubic beta) =>
        (atPoint + atOpposite + beta * ((atPoint - atOpposite) * inverse)) * Half;

    /// <summary>Folds one group to one element.</summary>
    /// <param name="group">Overwritten.</param>
    /// <param name="index">The group's place, which is the folded element's position.</param>
    /// <param name="logFoldedLength">The folded codeword has 2^logFoldedLength elements.</param>
    public static GoldilocksCubic Group(Span<GoldilocksCubic> group, int index, int logFoldedLength, GoldilocksCubic beta)
    {
        int logLength = logFoldedLength + EvaluationDomain.LogOf(group.Length);
        for (int count = group.Length / 2; count >= 1; count /= 2)
        {
            for (int i = 0; i < count; i++)
            {
                Goldilocks point = EvaluationDomain.SubgroupPoint(logLength, 2 * (index * count + i));
                group[i] = Pair(group[2 * i], group[2 * i + 1], point.Inverse(), beta);
            }

            beta *= beta;
            logLength--;
        }

        return group[0];
    }

    /// <summary>What a codeword that joins after a fold is multiplied by: the next power of β after the fold's own.</summary>
    public static GoldilocksCubic JoinFactor(GoldilocksCubic beta, FoldingRound round) => beta.Pow((ulong)round.Arity);
}
