using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>What a wire holds: four field elements.</summary>
public readonly record struct Word(Goldilocks E0, Goldilocks E1 = default, Goldilocks E2 = default, Goldilocks E3 = default)
{
    public const int Length = 4;

    public Digest ToDigest() => new(E0, E1, E2, E3);

    public GoldilocksCubic ToCubic() => new(E0, E1, E2);

    /// <summary>E0 + E1·t + E2·t² + E3·t³.</summary>
    public Goldilocks At(Goldilocks t) => E0 + t * (E1 + t * (E2 + t * E3));

    public static Word Of(Digest digest) => new(digest.E0, digest.E1, digest.E2, digest.E3);

    public static Word Of(MerkleDigest digest) => Of(digest.ToDigest());

    public static Word Of(GoldilocksCubic value) => new(value.C0, value.C1, value.C2);

    /// <summary>Three coefficients as an element of F³.</summary>
    internal static Word OfCubic(ReadOnlySpan<Goldilocks> coefficients) => new(coefficients[0], coefficients[1], coefficients[2]);

    public static Word Of(ReadOnlySpan<Goldilocks> elements) => new(elements[0], elements[1], elements[2], elements[3]);

    public void CopyTo(Span<Goldilocks> elements) => (elements[0], elements[1], elements[2], elements[3]) = (E0, E1, E2, E3);
}
