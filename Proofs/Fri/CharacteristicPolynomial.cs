using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>x³ − Trace·x² + Middle·x − Norm: the polynomial whose roots are a cubic element and its two conjugates.</summary>
internal readonly record struct CharacteristicPolynomial(Goldilocks Trace, Goldilocks Middle, Goldilocks Norm)
{
    /// <summary>From the power sums Tr(z), Tr(z²), Tr(z³) by Newton's identities.</summary>
    public static CharacteristicPolynomial Of(GoldilocksCubic z)
    {
        Goldilocks power1 = TraceOf(z);
        Goldilocks power2 = TraceOf(z * z);
        Goldilocks power3 = TraceOf(z * z * z);
        Goldilocks middle = (power1 * power1 - power2) * new Goldilocks(2).Inverse();
        Goldilocks norm = (middle * power1 - power1 * power2 + power3) * new Goldilocks(3).Inverse();
        return new(power1, middle, norm);
    }

    /// <summary>Tr(1) = 3, Tr(X) = 0 and Tr(X²) = 2 are the power sums of the roots of X³ − X − 1.</summary>
    private static Goldilocks TraceOf(GoldilocksCubic z) => z.C0 * 3 + z.C2.Double();
}
