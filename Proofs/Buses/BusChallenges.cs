using System.Collections.Immutable;
using Rollup.Crypto;

namespace Rollup.Proofs.Buses;

/// <summary>What turns messages into fingerprints; sampled once for all buses, after every main trace is committed.</summary>
/// <remarks>
/// The fingerprint of a message (m₁ … m_w) on a bus is α + id + β·m₁ + … + β^w·m_w. As polynomials in α and β these are
/// different for different messages and for different buses, since every message of a bus has the bus's width.
/// </remarks>
public sealed class BusChallenges
{
    /// <summary>Computes the powers of β that messages need.</summary>
    /// <param name="maxWidth">The width of the widest bus.</param>
    public BusChallenges(GoldilocksCubic alpha, GoldilocksCubic beta, int maxWidth)
    {
        Alpha = alpha;
        GoldilocksCubic[] powers = new GoldilocksCubic[maxWidth];
        GoldilocksCubic power = GoldilocksCubic.One;
        for (int i = 0; i < maxWidth; i++)
        {
            power *= beta;
            powers[i] = power;
        }

        BetaPowers = [.. powers];
    }

    public GoldilocksCubic Alpha { get; }

    /// <summary>β, β², ….</summary>
    public ImmutableArray<GoldilocksCubic> BetaPowers { get; }
}
