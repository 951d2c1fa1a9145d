using System.Numerics;
using Rollup.Crypto.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Curve;

public sealed class MultiplicationTests
{
    private const int Seed = 8104;

    public static TheoryData<VectorPath> Paths => [.. VectorPaths.Supported];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Multiples_are_those_of_double_and_add(VectorPath path)
    {
        Random random = new(Seed);
        foreach (BigInteger k in CurveSamples.EdgeScalars.Concat(Enumerable.Range(0, 20).Select(_ => CurveSamples.NextScalar(random))))
        {
            Scalar scalar = CurveSamples.ToScalar(k);
            CurvePoint point = CurveSamples.NextPoint(random);

            Assert.True(DoubleAndAdd(k, point) == CurvePoint.Multiply(scalar, point, path), $"seed {Seed}, {k}");
            Assert.True(DoubleAndAdd(k, CurvePoint.Generator) == CurvePoint.MultiplyGenerator(scalar, path), $"seed {Seed}, {k}·G");
            Assert.True(CurvePoint.Multiply(scalar, CurvePoint.Neutral, path).IsNeutral);
        }
    }

    [Fact]
    public void A_multiple_is_that_of_plain_integers()
    {
        Random random = new(Seed);
        BigInteger k = CurveSamples.NextInteger(random, 48) % ReferencePoint.N;

        Assert.Equal((k * ReferencePoint.Generator).Encode().ToQuintic(), CurvePoint.MultiplyGenerator(CurveSamples.ToScalar(k)).Encode());
    }

    [Fact]
    public void The_order_takes_every_point_to_the_neutral_one()
    {
        Random random = new(Seed);
        for (int i = 0; i < 10; i++)
        {
            CurvePoint point = CurveSamples.NextPoint(random);

            Assert.Equal(-point, CurveSamples.ToScalar(ReferencePoint.N - 1) * point);
            Assert.True(DoubleAndAdd(ReferencePoint.N, point).IsNeutral);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_verification_point_is_the_sum_of_the_two_multiples(VectorPath path)
    {
        Random random = new(Seed);
        UInt128[] challenges = [0, 1, UInt128.MaxValue, UInt128.MaxValue >> 1, (UInt128)1 << 127, ulong.MaxValue, (UInt128)0x8888_8888 << 90];
        foreach (UInt128 e in challenges)
        {
            Scalar s = CurveSamples.ToScalar(CurveSamples.NextScalar(random));
            CurvePoint key = CurveSamples.NextPoint(random);
            CurvePoint expected = DoubleAndAdd(CurveSamples.ToInteger(s), CurvePoint.Generator) - DoubleAndAdd(e, key);

            Assert.True(expected == CurvePoint.ForVerification(s, e, key, path), $"seed {Seed}, e = {e}");
        }
    }

    [Fact]
    public void The_table_of_the_generator_holds_its_multiples_and_scanning_finds_each()
    {
        CurvePoint unit = CurvePoint.Generator;
        ulong[] entry = new ulong[GeneratorTable.EntryLength];
        AffinePoint[] affine = new AffinePoint[1];
        for (int window = 0; window < GeneratorTable.WindowCount; window++)
        {
            CurvePoint multiple = CurvePoint.Neutral;
            for (int j = 0; j <= GeneratorTable.WindowLength; j++)
            {
                AffinePoint.Normalize([multiple], affine);
                GeneratorTable.Scan(window, j, entry);
                ulong[] expected = [.. new[] { affine[0].X, affine[0].U }.SelectMany(c => Enumerable.Range(0, 5).Select(i => c[i].Value))];

                Assert.True(expected.AsSpan().SequenceEqual(entry), $"window {window}, multiple {j}");
                Assert.True(j == 0 || GeneratorTable.Window(window).Slice((j - 1) * entry.Length, entry.Length).SequenceEqual(entry));
                multiple += unit;
            }

            unit = unit.DoubleTimes(8);
        }
    }

    private static CurvePoint DoubleAndAdd(BigInteger k, CurvePoint point)
    {
        CurvePoint result = CurvePoint.Neutral;
        for (int bit = (int)k.GetBitLength() - 1; bit >= 0; bit--)
        {
            result = result.Double();
            result = ((k >> bit) & 1).IsZero ? result : result + point;
        }

        return result;
    }
}
