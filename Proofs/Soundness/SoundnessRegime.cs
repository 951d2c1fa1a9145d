namespace Rollup.Proofs.Soundness;

/// <summary>How far from a codeword a committed function may be while the argument still finds the polynomial it means.</summary>
public enum SoundnessRegime
{
    /// <summary>Up to half the minimum distance, where the polynomial is unique.</summary>
    UniqueDecoding,

    /// <summary>Up to nearly the Johnson bound 1 − √ρ, where a short list of polynomials remains.</summary>
    JohnsonBound,
}
