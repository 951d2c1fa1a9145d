using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>What the verifier knows of one codeword: its elements at some positions, ascending, each once.</summary>
internal sealed record QueriedValues(int[] Positions, GoldilocksCubic[] Values)
{
    /// <summary>Adds factor·other; both know the same positions.</summary>
    public QueriedValues Join(QueriedValues other, GoldilocksCubic factor) =>
        new(Positions, [.. Values.Zip(other.Values, (value, joining) => value + factor * joining)]);
}
