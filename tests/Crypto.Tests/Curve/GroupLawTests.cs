using Rollup.Crypto.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Curve;

public sealed class GroupLawTests
{
    private const int Seed = 8103;

    private static readonly Random Random = new(Seed);
    private static readonly CurvePoint[] Points =
        [CurvePoint.Neutral, CurvePoint.Generator, -CurvePoint.Generator, .. Enumerable.Range(0, 3).Select(_ => CurveSamples.NextPoint(Random))];

    public static TheoryData<int, int> Pairs
    {
        get
        {
            TheoryData<int, int> pairs = [];
            for (int i = 0; i < Points.Length * Points.Length; i++)
            {
                pairs.Add(i / Points.Length, i % Points.Length);
            }

            return pairs;
        }
    }

    /// <summary>All pairs of neutral, equal, opposite and other points: the formulas have no exceptions.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Sums_are_those_of_chord_and_tangent(int first, int second)
    {
        (CurvePoint p, CurvePoint q) = (Points[first], Points[second]);

        Assert.Equal((Reference(p) + Reference(q)).Encode().ToQuintic(), (p + q).Encode());
        Assert.Equal((Reference(p) + -Reference(q)).Encode().ToQuintic(), (p - q).Encode());
        Assert.Equal(p + q, q + p);
        Assert.Equal(first == second, p == q);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Adding_an_affine_point_is_adding_the_point(int first, int second)
    {
        AffinePoint[] affine = new AffinePoint[1];
        AffinePoint.Normalize([Points[second]], affine);
        CurvePoint p = Points[first];
        FractionalPoint<GoldilocksQuintic> sum = FractionalPoint<GoldilocksQuintic>.AddAffine(new(p.X, p.Z, p.U, p.T), affine[0].X, affine[0].U);

        Assert.Equal(p + Points[second], new CurvePoint(sum));
    }

    [Fact]
    public void Doubling_once_or_many_times_is_adding_to_itself()
    {
        foreach (CurvePoint p in Points)
        {
            CurvePoint doubled = p;
            Assert.Equal(p, p.DoubleTimes(0));
            for (int count = 1; count < 12; count++)
            {
                doubled += doubled;
                Assert.Equal(doubled, p.DoubleTimes(count));
            }

            Assert.Equal(p + p, p.Double());
        }
    }

    [Fact]
    public void Addition_is_associative_and_negation_inverts_it()
    {
        foreach (CurvePoint p in Points)
        {
            Assert.True((p - p).IsNeutral);
            Assert.Equal(p, p + CurvePoint.Neutral);
            Assert.Equal(p, -(-p));
            foreach (CurvePoint q in Points)
            {
                Assert.Equal(p + (q + Points[^1]), p + q + Points[^1]);
            }
        }
    }

    [Fact]
    public void Many_points_are_normalized_as_each_by_itself()
    {
        for (int count = 0; count <= Points.Length; count++)
        {
            AffinePoint[] affine = new AffinePoint[count];
            AffinePoint.Normalize(Points.AsSpan(0, count), affine);

            Assert.Equal([.. Points.Take(count).Select(p => new AffinePoint(p.X * p.Z.Inverse(), p.U * p.T.Inverse()))], affine);
        }
    }

    [Fact]
    public void Points_of_the_group_satisfy_the_curve_equation_and_their_x_is_no_square()
    {
        foreach (CurvePoint p in Points.Where(p => !p.IsNeutral))
        {
            GoldilocksQuintic x = p.X * p.Z.Inverse(), y = x * p.Encode();

            Assert.Equal(y.Square(), x * (x.Square() + x.Double() + new GoldilocksQuintic(0, 263, 0, 0, 0)));
            Assert.Equal(-Goldilocks.One, x.Legendre());
        }
    }

    private static ReferencePoint Reference(CurvePoint point) => ReferencePoint.Decode(ReferenceQuintic.Of(point.Encode()))!;
}
