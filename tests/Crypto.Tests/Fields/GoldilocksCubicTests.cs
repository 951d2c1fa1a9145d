namespace Rollup.Crypto.Tests.Fields;

public sealed class GoldilocksCubicTests : FieldLaws<GoldilocksCubic>
{
    private static readonly Polynomial Modulus = new(-1, -1, 0, 1);

    private protected override GoldilocksCubic Next(Random random) =>
        new(Samples.Next(random), Samples.Next(random), Samples.Next(random));

    [Fact]
    public void The_modulus_has_no_factor() => Assert.True(Modulus.IsIrreducible());

    [Fact]
    public void A_product_is_the_product_of_polynomials_modulo_the_modulus() =>
        ForAll((a, b, _) => (Polynomial.Of(a) * Polynomial.Of(b) % Modulus - Polynomial.Of(a * b)).Degree < 0);

    [Fact]
    public void The_cubic_of_the_variable_is_the_variable_plus_one()
    {
        GoldilocksCubic x = new(0, 1, 0);
        Assert.Equal(x + GoldilocksCubic.One, x * x * x);
    }

    [Fact]
    public void Powers_multiply_as_their_exponents_add() =>
        ForAll((a, b, _) => a.Pow(b[0].Value >> 1) * a.Pow(b[0].Value - (b[0].Value >> 1)) == a.Pow(b[0].Value));
}
