namespace Rollup.Crypto;

/// <summary>Inverse, quadratic character and square root, all by way of the norm x^r, r = 1 + p + p² + p³ + p⁴, which lies in F.</summary>
/// <remarks>Itoh and Tsujii, 1988; their use for ecGFp5 is described in section 3 of ePrint 2022/274.</remarks>
public readonly partial struct GoldilocksQuintic
{
    /// <summary>X^(p−1) = 3^((p−1)/5), a fifth root of unity; its powers multiply the coefficients in Frobenius.</summary>
    private static readonly Goldilocks FrobeniusRoot = new(1041288259238279555);

    private static readonly Goldilocks FrobeniusRoot2 = FrobeniusRoot * FrobeniusRoot;
    private static readonly Goldilocks FrobeniusRoot3 = FrobeniusRoot2 * FrobeniusRoot;
    private static readonly Goldilocks FrobeniusRoot4 = FrobeniusRoot2 * FrobeniusRoot2;

    /// <summary>x^p.</summary>
    public GoldilocksQuintic Frobenius() =>
        new(C0, C1 * FrobeniusRoot, C2 * FrobeniusRoot2, C3 * FrobeniusRoot3, C4 * FrobeniusRoot4);

    /// <summary>x^(p²).</summary>
    public GoldilocksQuintic Frobenius2() =>
        new(C0, C1 * FrobeniusRoot2, C2 * FrobeniusRoot4, C3 * FrobeniusRoot, C4 * FrobeniusRoot3);

    /// <summary>1/x = x^(r−1) / x^r.</summary>
    public GoldilocksQuintic Inverse()
    {
        if (IsZero)
        {
            throw new DivideByZeroException("Zero has no inverse in the quintic extension.");
        }

        GoldilocksQuintic conjugates = ConjugateProduct();
        return conjugates * ConstantTerm(this, conjugates).Inverse();
    }

    /// <summary>The norm x^r, an element of F.</summary>
    public Goldilocks Norm() => ConstantTerm(this, ConjugateProduct());

    /// <summary>x^((p⁵−1)/2): 0 for zero, 1 for other squares, −1 otherwise.</summary>
    public Goldilocks Legendre() => Norm().Legendre();

    /// <summary>A square root; which of the two is not specified.</summary>
    /// <returns>False when this element is not a square.</returns>
    /// <remarks>√x = √(x^r) / x^((r−1)/2), where (r−1)/2 = p·(1 + p²)·(p + 1)/2.</remarks>
    public bool TrySqrt(out GoldilocksQuintic root)
    {
        root = default;
        if (IsZero)
        {
            return true;
        }

        // x^(2^32 − 1) by doubling the run of ones, then (p + 1)/2 = (2^32 − 1)·2^31 + 1.
        GoldilocksQuintic power = this;
        for (int ones = 1; ones < 32; ones *= 2)
        {
            power *= power.SquareTimes(ones);
        }

        GoldilocksQuintic d = power.SquareTimes(31) * this;
        GoldilocksQuintic halfConjugates = (d * d.Frobenius2()).Frobenius();
        Goldilocks norm = ConstantTerm(this, halfConjugates.Square());
        if (!norm.TrySqrt(out Goldilocks normRoot))
        {
            return false;
        }

        // With h = x^((r−1)/2) and x·h² = x^r: √(x^r)/h = x·h/√(x^r), which inverts in F only.
        root = this * halfConjugates * normRoot.Inverse();
        return true;
    }

    /// <summary>x^(r−1) = x^(p + p² + p³ + p⁴).</summary>
    private GoldilocksQuintic ConjugateProduct()
    {
        GoldilocksQuintic first = Frobenius();
        GoldilocksQuintic pair = first * first.Frobenius();
        return pair * pair.Frobenius2();
    }

    /// <summary>Coefficient 0 of a·b.</summary>
    private static Goldilocks ConstantTerm(GoldilocksQuintic a, GoldilocksQuintic b) =>
        WideSum.Of(a.C0, b.C0)
            .Add(a.C1, Triple(b.C4)).Add(a.C2, Triple(b.C3)).Add(a.C3, Triple(b.C2)).Add(a.C4, Triple(b.C1)).Reduce();
}
