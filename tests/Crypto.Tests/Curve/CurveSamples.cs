using System.Numerics;
using Rollup.Crypto.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Curve;

/// <summary>Scalars, elements and points that arithmetic tends to get wrong, mixed with random ones.</summary>
internal static class CurveSamples
{
    public static readonly BigInteger[] EdgeScalars =
    [
        0, 1, 2, 3, 7, 8, 9, 127, 128, 129, 255, 256, ulong.MaxValue, BigInteger.One << 64, (BigInteger.One << 128) - 1,
        BigInteger.One << 318, ReferencePoint.N - 1, ReferencePoint.N - 2, ReferencePoint.N / 2, ReferencePoint.N / 2 + 1,
        0x8888_8888_8888_8888, // every 4-bit window carries
        BigInteger.Parse("0" + new string('8', 79), System.Globalization.NumberStyles.HexNumber),
        BigInteger.Parse("0" + string.Concat(Enumerable.Repeat("80", 39)) + "81", System.Globalization.NumberStyles.HexNumber) % ReferencePoint.N,
    ];

    public static BigInteger NextScalar(Random random) =>
        random.Next(4) == 0 ? EdgeScalars[random.Next(EdgeScalars.Length)] : NextInteger(random, 48) % ReferencePoint.N;

    public static BigInteger NextInteger(Random random, int byteCount)
    {
        byte[] bytes = new byte[byteCount];
        random.NextBytes(bytes);
        return new(bytes, isUnsigned: true);
    }

    public static GoldilocksQuintic NextElement(Random random) =>
        new(Samples.Next(random), Samples.Next(random), Samples.Next(random), Samples.Next(random), Samples.Next(random));

    /// <summary>A random point that is not neutral, in fractions whose denominators are not 1.</summary>
    public static CurvePoint NextPoint(Random random)
    {
        CurvePoint point;
        while (!CurvePoint.TryDecode(NextElement(random), out point) || point.IsNeutral)
        {
        }

        return point + CurvePoint.Generator;
    }

    public static Scalar ToScalar(BigInteger value)
    {
        Assert.True(Scalar.TryRead(ReferenceSchnorr.Bytes(value), out Scalar scalar), $"{value}");
        return scalar;
    }

    public static BigInteger ToInteger(Scalar scalar)
    {
        byte[] bytes = new byte[Scalar.ByteCount];
        scalar.Write(bytes);
        return new(bytes, isUnsigned: true, isBigEndian: true);
    }
}
