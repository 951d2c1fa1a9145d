namespace Rollup.Crypto.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Poseidon2_gives_the_published_values_on_counting_inputs()
    {
        Goldilocks[] s = [0, 1, 2, 3, 4, 5, 6, 7];
        Poseidon2.Permute8(s);
        Assert.Equal(0x020cf04a1b214d14UL, s[0].Value);
        Assert.Equal(0x84e14aaaeacaed25UL, s[1].Value);
        s = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        Poseidon2.Permute12(s);
        Assert.Equal(0xf292ab67c0f14b03UL, s[0].Value);
        Assert.Equal(0x0a32f1b37656544cUL, s[1].Value);
    }

    [Fact]
    public void Quintic_arithmetic_gives_the_values_of_the_reference_implementation()
    {
        GoldilocksQuintic a = new(9788683869780751860, 18176307314149915536, 17581807048943060475, 16706651231658143014, 424516324638612383);
        GoldilocksQuintic b = new(1541862605911742196, 5168181287870979863, 10854086836664484156, 11043707160649157424, 943499178011708365);
        Assert.Equal(new(5924286846078684570, 12564682493825924142, 17116577152380521223, 5260948460973948760, 15673927150284637712), a * b);
        Assert.Equal(new(6854214528917216670, 4676163378868226016, 7338977912708396522, 9922012834063967541, 11413717840889184601), a * b.Inverse());
        Assert.Equal(a * a, a.Square());
        Assert.True(a.Square().TrySqrt(out GoldilocksQuintic root));
        Assert.Equal(a.Square(), root.Square());
        Assert.Equal(Goldilocks.One, a.Square().Legendre());
        Assert.False((a.Square() * (Goldilocks)7).TrySqrt(out _));
        Assert.True(((Goldilocks)25).TrySqrt(out Goldilocks five));
        Assert.Equal((Goldilocks)25, five.Square());
        Assert.False(((Goldilocks)7).TrySqrt(out _));
        Assert.Equal(Goldilocks.One, ((Goldilocks)12345).Inverse() * 12345);
    }
}
