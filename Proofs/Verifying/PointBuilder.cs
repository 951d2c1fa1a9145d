using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Verifying;

/// <summary>The verifier's view of a table: its columns' claimed values at ζ and ω·ζ. Folds constraints as they come.</summary>
internal struct PointBuilder : IAirBuilder<GoldilocksCubic>
{
    private int _interactionCount;

    public required GoldilocksCubic[] MainValues { get; init; }

    public required GoldilocksCubic[] MainNextValues { get; init; }

    public required GoldilocksCubic[] PreprocessedValues { get; init; }

    public required GoldilocksCubic[] PreprocessedNextValues { get; init; }

    public required Goldilocks[] PublicValues { get; init; }

    public required GoldilocksCubic IsFirstRow { get; init; }

    public required GoldilocksCubic IsLastRow { get; init; }

    public required GoldilocksCubic IsTransition { get; init; }

    public required GoldilocksCubic Alpha { get; init; }

    public BusChallenges? BusChallenges { get; init; }

    /// <summary>Receives the signed multiplicity of each message.</summary>
    public required GoldilocksCubic[] Multiplicities { get; init; }

    public required GoldilocksCubic[] Fingerprints { get; init; }

    /// <summary>Σ α^(k−1−i)·Cᵢ over the k constraints seen so far.</summary>
    public GoldilocksCubic Folded { readonly get; private set; }

    public readonly GoldilocksCubic Main(int column) => MainValues[column];

    public readonly GoldilocksCubic MainNext(int column) => MainNextValues[column];

    public readonly GoldilocksCubic Preprocessed(int column) => PreprocessedValues[column];

    public readonly GoldilocksCubic PreprocessedNext(int column) => PreprocessedNextValues[column];

    public readonly GoldilocksCubic Public(int index) => PublicValues[index];

    public void AssertZero(GoldilocksCubic value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Folded = Folded * Alpha + value;

    public void Interact(Bus bus, Flow flow, GoldilocksCubic multiplicity, ulong bound, ReadOnlySpan<GoldilocksCubic> message)
    {
        Multiplicities[_interactionCount] = flow == Flow.Send ? multiplicity : -multiplicity;
        Fingerprints[_interactionCount] =
            BusConstraints<PointAlgebra, GoldilocksCubic, GoldilocksCubic>.Fingerprint(BusChallenges!, bus, message);
        _interactionCount++;
    }
}
