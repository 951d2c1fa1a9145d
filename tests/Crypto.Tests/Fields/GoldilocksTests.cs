using System.Numerics;

namespace Rollup.Crypto.Tests.Fields;

public sealed class GoldilocksTests : FieldLaws<Goldilocks>
{
    private static readonly BigInteger P = Goldilocks.Modulus;

    private protected override Goldilocks Next(Random random) => Samples.Next(random);

    [Fact]
    public void The_modulus_is_two_to_the_64_minus_two_to_the_32_plus_one() =>
        Assert.Equal(BigInteger.Pow(2, 64) - BigInteger.Pow(2, 32) + 1, P);

    [Fact]
    public void Arithmetic_is_that_of_integers_modulo_p()
    {
        foreach ((ulong a, ulong b) in Pairs())
        {
            (Goldilocks x, Goldilocks y) = (new(a), new(b));
            Same((BigInteger)a + b, x + y);
            Same((BigInteger)a - b, x - y);
            Same(-(BigInteger)a, -x);
            Same((BigInteger)a * b, x * y);
            Same(2 * (BigInteger)a, x.Double());
            Same((BigInteger)a * a, x.Square());
            Same(a, x);

            void Same(BigInteger expected, Goldilocks actual) =>
                Assert.True(actual.Value == (expected % P + P) % P, $"a = {a}, b = {b}: {actual} instead of {(expected % P + P) % P}");
        }
    }

    [Fact]
    public void Any_two_words_reduce_to_their_residue()
    {
        foreach ((ulong high, ulong low) in Pairs())
        {
            Assert.Equal((((BigInteger)high << 64) + low) % P, Goldilocks.Reduce(high, low).Value);
        }
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(0xFFFF_FFFF_0000_0000UL)]
    public void A_canonical_word_is_read(ulong word)
    {
        Assert.True(Goldilocks.TryFromCanonical(word, out Goldilocks element));
        Assert.Equal(word, element.Value);
    }

    [Theory]
    [InlineData(0xFFFF_FFFF_0000_0001UL)]
    [InlineData(0xFFFF_FFFF_0000_0002UL)]
    [InlineData(ulong.MaxValue)]
    public void A_word_that_is_not_below_p_is_refused(ulong word)
    {
        Assert.False(Goldilocks.TryFromCanonical(word, out Goldilocks element));
        Assert.True(element.IsZero);
    }

    [Fact]
    public void Powers_are_those_of_integers_modulo_p()
    {
        foreach ((ulong a, ulong exponent) in Pairs().Take(200))
        {
            Assert.Equal(BigInteger.ModPow(a, exponent, P), new Goldilocks(a).Pow(exponent).Value);
        }
    }

    [Fact]
    public void Seven_generates_the_multiplicative_group()
    {
        // p − 1 = 2^32 · 3 · 5 · 17 · 257 · 65537
        Assert.Equal(P - 1, BigInteger.Pow(2, 32) * 3 * 5 * 17 * 257 * 65537);
        foreach (ulong prime in new ulong[] { 2, 3, 5, 17, 257, 65537 })
        {
            Assert.NotEqual(Goldilocks.One, Goldilocks.Generator.Pow((Goldilocks.Modulus - 1) / prime));
        }
    }

    [Fact]
    public void A_root_of_unity_has_exactly_its_order()
    {
        Assert.Equal(Goldilocks.One, Goldilocks.RootOfUnity(0));
        for (int log = 1; log <= Goldilocks.TwoAdicity; log++)
        {
            Goldilocks root = Goldilocks.RootOfUnity(log);
            Assert.Equal(-Goldilocks.One, root.SquareTimes(log - 1));
            Assert.Equal(Goldilocks.RootOfUnity(log - 1), root.Square());
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Goldilocks.RootOfUnity(33));
        Assert.Throws<ArgumentOutOfRangeException>(() => Goldilocks.RootOfUnity(-1));
    }

    [Fact]
    public void Squares_have_roots_and_other_elements_have_none()
    {
        Random random = new(3);
        for (int i = 0; i < 200; i++)
        {
            Goldilocks square = Samples.Next(random).Square();
            Assert.True(square.TrySqrt(out Goldilocks root));
            Assert.Equal(square, root.Square());
            Assert.Equal(square.IsZero ? Goldilocks.Zero : Goldilocks.One, square.Legendre());

            if (!square.IsZero)
            {
                // The generator of an even group is no square.
                Assert.False((square * Goldilocks.Generator).TrySqrt(out root));
                Assert.True(root.IsZero);
                Assert.Equal(-Goldilocks.One, (square * Goldilocks.Generator).Legendre());
            }
        }
    }

    [Fact]
    public void A_wide_sum_reduces_to_the_sum_of_its_products()
    {
        Random random = new(4);
        Goldilocks largest = Goldilocks.Modulus - 1;
        foreach (int count in new[] { 1, 2, 5, 1000 })
        {
            WideSum sum = WideSum.Of(largest, largest);
            BigInteger expected = (P - 1) * (P - 1);
            for (int i = 1; i < count; i++)
            {
                Goldilocks a = i % 3 == 0 ? largest : Samples.Next(random), b = i % 3 == 0 ? largest : Samples.Next(random);
                sum = sum.Add(a, b);
                expected += (BigInteger)a.Value * b.Value;
            }

            Assert.Equal(expected % P, sum.Reduce().Value);
        }
    }

    private static IEnumerable<(ulong, ulong)> Pairs()
    {
        ulong[] edges = [.. Samples.Edges, Goldilocks.Modulus, Goldilocks.Modulus + 1, ulong.MaxValue];
        foreach (ulong a in edges)
        {
            foreach (ulong b in edges)
            {
                yield return (a, b);
            }
        }

        Random random = new(2);
        for (int i = 0; i < 2000; i++)
        {
            yield return (Samples.Word(random), Samples.Word(random));
        }
    }
}
