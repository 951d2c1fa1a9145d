using System.Globalization;
using Rollup.Crypto.Curve;

namespace Rollup.Crypto.Tests.Curve;

/// <summary>Vectors that others computed.</summary>
public sealed class PublishedVectorTests
{
    // From Pornin's reference implementation (github.com/pornin/ecgfp5, rust/src/curve.rs, computed there with Sage):
    // P1 random, P2 = e·P1, then P1 + P2, 2·P1, 2·P2, 2·P1 + P2, P1 + 2·P2.
    private static readonly CurvePoint P1 = Decode(12539254003028696409, 15524144070600887654, 15092036948424041984, 11398871370327264211, 10958391180505708567);
    private static readonly CurvePoint P2 = Decode(11001943240060308920, 17075173755187928434, 3940989555384655766, 15017795574860011099, 5548543797011402287);
    private static readonly CurvePoint P1AndP2 = Decode(246872606398642312, 4900963247917836450, 7327006728177203977, 13945036888436667069, 3062018119121328861);
    private static readonly CurvePoint TwiceP1 = Decode(8058035104653144162, 16041715455419993830, 7448530016070824199, 11253639182222911208, 6228757819849640866);
    private static readonly CurvePoint TwiceP2 = Decode(10523134687509281194, 11148711503117769087, 9056499921957594891, 13016664454465495026, 16494247923890248266);
    private static readonly CurvePoint TwiceP1AndP2 = Decode(12173306542237620, 6587231965341539782, 17027985748515888117, 17194831817613584995, 10056734072351459010);
    private static readonly CurvePoint P1AndTwiceP2 = Decode(9420857400785992333, 4695934009314206363, 14471922162341187302, 13395190104221781928, 16359223219913018041);

    [Fact]
    public void Sums_and_doubles_are_those_of_the_reference_implementation()
    {
        Assert.Equal(P1AndP2.Encode(), (P1 + P2).Encode());
        Assert.Equal(TwiceP1.Encode(), (P1 + P1).Encode());
        Assert.Equal(TwiceP1.Encode(), P1.Double().Encode());
        Assert.Equal(TwiceP2.Encode(), P2.Double().Encode());
        Assert.Equal(TwiceP1AndP2.Encode(), (P1.Double() + P2).Encode());
        Assert.Equal(P1AndTwiceP2.Encode(), (P1 + P2 + P2).Encode());
    }

    [Fact]
    public void A_multiple_is_that_of_the_reference_implementation()
    {
        // rust/src/curve.rs, ecgfp5_mul. The scalar is written there little-endian.
        CurvePoint point = Decode(7534507442095725921, 16658460051907528927, 12417574136563175256, 2750788641759288856, 620002843272906439);
        CurvePoint expected = Decode(9486104512504676657, 14312981644741144668, 5159846406177847664, 15978863787033795628, 3249948839313771192);
        byte[] scalar = Convert.FromHexString("1B1851C81D22D40D6D36ECCE5427416608142F8FFF64B47628CD3FF8AA2516D4BAD0CC021A447C03");
        Array.Reverse(scalar);

        Assert.True(Scalar.TryRead(scalar, out Scalar e));
        Assert.Equal(expected.Encode(), (e * point).Encode());
    }

    [Theory]
    [InlineData("13557832913345268708 15669280705791538619 8534654657267986396 12533218303838131749 5058070698878426028")]
    [InlineData("135036726621282077 17283229938160287622 13113167081889323961 1653240450380825271 520025869628727862")]
    [InlineData("6727960962624180771 17240764188796091916 3954717247028503753 1002781561619501488 4295357288570643789")]
    [InlineData("4578929270179684956 3866930513245945042 7662265318638150701 9503686272550423634 12241691520798116285")]
    [InlineData("16890297404904119082 6169724643582733633 9725973298012340311 5977049210035183790 11379332130141664883")]
    [InlineData("13777379982711219130 14715168412651470168 17942199593791635585 6188824164976547520 15461469634034461986")]
    public void What_the_reference_implementation_cannot_decode_is_refused(string encoding)
    {
        Goldilocks[] words = [.. encoding.Split(' ').Select(word => new Goldilocks(ulong.Parse(word, CultureInfo.InvariantCulture)))];

        Assert.False(CurvePoint.TryDecode(GoldilocksQuintic.From(words), out CurvePoint point));
        Assert.True(point.IsNeutral);
    }

    [Fact]
    public void The_generator_has_the_published_coordinates()
    {
        CurvePoint generator = CurvePoint.Generator;

        Assert.Equal(new(12883135586176881569, 4356519642755055268, 5248930565894896907, 2165973894480315022, 2448410071095648785), generator.X * generator.Z.Inverse());
        Assert.Equal(new Goldilocks(13835058052060938241), generator.U * generator.T.Inverse());
        Assert.Equal(new Goldilocks(4), generator.Encode());
    }

    private static CurvePoint Decode(ulong w0, ulong w1, ulong w2, ulong w3, ulong w4)
    {
        Assert.True(CurvePoint.TryDecode(new(w0, w1, w2, w3, w4), out CurvePoint point));
        return point;
    }
}
