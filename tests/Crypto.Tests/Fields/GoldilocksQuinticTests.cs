namespace Rollup.Crypto.Tests.Fields;

public sealed class GoldilocksQuinticTests : FieldLaws<GoldilocksQuintic>
{
    private static readonly Polynomial Modulus = new(-3, 0, 0, 0, 0, 1);

    private protected override GoldilocksQuintic Next(Random random) =>
        new(Samples.Next(random), Samples.Next(random), Samples.Next(random), Samples.Next(random), Samples.Next(random));

    [Fact]
    public void The_modulus_has_no_factor() => Assert.True(Modulus.IsIrreducible());

    [Fact]
    public void A_polynomial_with_a_factor_is_recognised() => Assert.False(new Polynomial(-32, 0, 0, 0, 0, 1).IsIrreducible());

    [Fact]
    public void A_product_is_the_product_of_polynomials_modulo_the_modulus() =>
        ForAll((a, b, _) => (Polynomial.Of(a) * Polynomial.Of(b) % Modulus - Polynomial.Of(a * b)).Degree < 0);

    [Fact]
    public void A_square_is_the_product_with_itself() =>
        ForAll((a, _, _) => a.Square() == a * a && a.SquareTimes(3) == a.Square().Square().Square());

    /// <remarks>Vectors: pornin/ecgfp5, rust/src/field.rs, test gfp5_ops.</remarks>
    [Fact]
    public void Sum_difference_product_and_quotient_are_those_of_the_reference_implementation()
    {
        GoldilocksQuintic a = new(9788683869780751860, 18176307314149915536, 17581807048943060475, 16706651231658143014, 424516324638612383);
        GoldilocksQuintic b = new(1541862605911742196, 5168181287870979863, 10854086836664484156, 11043707160649157424, 943499178011708365);
        Assert.Equal(new(11330546475692494056, 4897744532606311078, 9989149816192960310, 9303614322892716117, 1368015502650320748), a + b);
        Assert.Equal(new(8246821263869009664, 13008126026278935673, 6727720212278576319, 5662944071008985590, 17927761216041488339), a - b);
        Assert.Equal(new(5924286846078684570, 12564682493825924142, 17116577152380521223, 5260948460973948760, 15673927150284637712), a * b);
        Assert.Equal(new(6854214528917216670, 4676163378868226016, 7338977912708396522, 9922012834063967541, 11413717840889184601), a * b.Inverse());
    }

    [Fact]
    public void Frobenius_is_the_p_th_power()
    {
        Random random = new(5);
        for (int i = 0; i < 20; i++)
        {
            GoldilocksQuintic a = Next(random);
            Assert.Equal(Pow(a, Goldilocks.Modulus), a.Frobenius());
            Assert.Equal(a.Frobenius().Frobenius(), a.Frobenius2());
        }
    }

    [Fact]
    public void The_norm_is_the_product_of_all_conjugates() => ForAll((a, _, _) =>
    {
        GoldilocksQuintic product = a, conjugate = a;
        for (int i = 1; i < GoldilocksQuintic.Degree; i++)
        {
            conjugate = conjugate.Frobenius();
            product *= conjugate;
        }

        return product == GoldilocksQuintic.From(a.Norm());
    });

    [Fact]
    public void Squares_have_roots() => ForAll((a, _, _) =>
        a.Square().TrySqrt(out GoldilocksQuintic root)
        && root.Square() == a.Square()
        && a.Square().Legendre() == (a.IsZero ? Goldilocks.Zero : Goldilocks.One));

    [Fact]
    public void Other_elements_have_no_root() => ForAll((a, _, _) =>
    {
        // The degree is odd, so what is no square in F is none in the extension.
        GoldilocksQuintic other = a.Square() * Goldilocks.Generator;
        return a.IsZero || (!other.TrySqrt(out GoldilocksQuintic root) && root.IsZero && other.Legendre() == -Goldilocks.One);
    });

    private static GoldilocksQuintic Pow(GoldilocksQuintic value, ulong exponent)
    {
        GoldilocksQuintic result = GoldilocksQuintic.One;
        for (int bit = 63; bit >= 0; bit--)
        {
            result *= result;
            if ((exponent >> bit & 1) != 0)
            {
                result *= value;
            }
        }

        return result;
    }
}
