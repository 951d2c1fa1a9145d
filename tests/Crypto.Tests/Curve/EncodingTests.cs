using Rollup.Crypto.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Curve;

public sealed class EncodingTests
{
    private const int Seed = 8105;

    [Fact]
    public void An_element_decodes_exactly_when_the_reference_decodes_it_and_encodes_back_to_itself()
    {
        Random random = new(Seed);
        int decoded = 0;
        const int count = 60;
        for (int i = 0; i < count; i++)
        {
            GoldilocksQuintic w = CurveSamples.NextElement(random);
            bool expected = ReferencePoint.Decode(ReferenceQuintic.Of(w)) is not null;

            Assert.True(expected == CurvePoint.TryDecode(w, out CurvePoint point), $"seed {Seed}: {w}");
            Assert.Equal(expected ? w : GoldilocksQuintic.Zero, point.Encode());
            decoded += expected ? 1 : 0;
        }

        Assert.InRange(decoded, count / 4, 3 * count / 4);
    }

    [Fact]
    public void Zero_encodes_the_neutral_point()
    {
        Assert.True(CurvePoint.TryDecode(GoldilocksQuintic.Zero, out CurvePoint point));
        Assert.True(point.IsNeutral);
        Assert.True(CurvePoint.Neutral.Encode().IsZero);
    }

    [Fact]
    public void The_encoding_does_not_depend_on_the_fractions()
    {
        Random random = new(Seed);
        CurvePoint p = CurveSamples.NextPoint(random);
        GoldilocksQuintic a = CurveSamples.NextElement(random), b = CurveSamples.NextElement(random);
        CurvePoint scaled = new(p.X * a, p.Z * a, p.U * b, p.T * b);

        Assert.Equal(p, scaled);
        Assert.Equal(p.Encode(), scaled.Encode());
        Assert.Equal(p.GetHashCode(), scaled.GetHashCode());
    }

    [Fact]
    public void The_negative_of_a_point_has_the_negative_encoding()
    {
        CurvePoint p = CurveSamples.NextPoint(new(Seed));

        Assert.Equal(-p.Encode(), (-p).Encode());
        Assert.NotEqual(p, -p);
    }
}
