using System.Numerics;
using Rollup.Crypto.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Curve;

public sealed class ScalarTests
{
    private const int Seed = 8101;
    private const int Rounds = 2000;

    [Fact]
    public void Arithmetic_is_that_of_integers_modulo_the_order()
    {
        Random random = new(Seed);
        for (int i = 0; i < Rounds; i++)
        {
            BigInteger a = CurveSamples.NextScalar(random), b = CurveSamples.NextScalar(random);
            (Scalar x, Scalar y) = (CurveSamples.ToScalar(a), CurveSamples.ToScalar(b));

            AssertSame(a + b, x + y);
            AssertSame(a - b, x - y);
            AssertSame(a * b, x * y);
            AssertSame(-a, -x);
            Assert.Equal(a == b, x == y);
            Assert.Equal(a.IsZero, x.IsZero);
        }
    }

    [Fact]
    public void An_inverse_times_its_scalar_is_one()
    {
        foreach (BigInteger a in CurveSamples.EdgeScalars.Where(a => !a.IsZero))
        {
            AssertSame(BigInteger.ModPow(a, ReferencePoint.N - 2, ReferencePoint.N), CurveSamples.ToScalar(a).Inverse());
        }

        Assert.Throws<DivideByZeroException>(() => Scalar.Zero.Inverse());
    }

    [Fact]
    public void The_order_is_the_published_prime() =>
        Assert.Equal(ReferencePoint.N, Enumerable.Range(0, 5).Aggregate(BigInteger.Zero, (sum, i) => sum + ((BigInteger)Scalar.Order[i] << (64 * i))));

    [Fact]
    public void Exactly_the_integers_below_the_order_are_read()
    {
        BigInteger[] tooLarge = [ReferencePoint.N, ReferencePoint.N + 1, 2 * ReferencePoint.N, BigInteger.One << 319, (BigInteger.One << 320) - 1];

        Assert.All(tooLarge, value => Assert.False(Scalar.TryRead(ReferenceSchnorr.Bytes(value), out _), $"{value}"));
        Assert.All(CurveSamples.EdgeScalars, value => AssertSame(value, CurveSamples.ToScalar(value)));
        Assert.False(Scalar.TryRead(new byte[39], out _));
        Assert.False(Scalar.TryRead(new byte[41], out _));
    }

    [Fact]
    public void A_limb_beyond_the_order_in_any_position_is_refused()
    {
        for (int limb = 0; limb < 5; limb++)
        {
            AssertSame(ReferencePoint.N - (BigInteger.One << (64 * limb)), CurveSamples.ToScalar(ReferencePoint.N - (BigInteger.One << (64 * limb))));
            Assert.False(Scalar.TryRead(ReferenceSchnorr.Bytes(ReferencePoint.N + (BigInteger.One << (64 * limb))), out _), $"limb {limb}");
        }
    }

    [Fact]
    public void Long_integers_are_reduced()
    {
        Random random = new(Seed);
        for (int length = 0; length <= 80; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            AssertSame(new BigInteger(bytes, isUnsigned: true, isBigEndian: true), Scalar.Reduce(bytes));

            bytes.AsSpan().Fill(0xFF);
            AssertSame(new BigInteger(bytes, isUnsigned: true, isBigEndian: true), Scalar.Reduce(bytes));
        }
    }

    [Fact]
    public void Field_elements_are_digits_in_radix_p()
    {
        Random random = new(Seed);
        for (int length = 0; length <= 9; length++)
        {
            Goldilocks[] digits = [.. Enumerable.Range(0, length).Select(_ => Samples.Next(random))];
            BigInteger expected = digits.Reverse().Aggregate(BigInteger.Zero, (sum, digit) => sum * ReferenceQuintic.P + digit.Value);
            AssertSame(expected, Scalar.FromDigits(digits));
        }
    }

    [Fact]
    public void A_512_bit_integer_and_its_256th_power_are_those_of_the_reference_implementation()
    {
        // github.com/pornin/ecgfp5, rust/src/scalar.rs, scalar_ops: buf4, buf5 and buf6, written there little-endian.
        Scalar reduced = Scalar.Reduce(LittleEndian(
            "B5DD28B8D29B6FF815653F89DB7BA9DE337DA8278226B4D69E1FFA973D9E019C77C9635CB834D81A4DCB034862CDEEC98EC8C9A7B36EDACE18751BDD4F9467B5"));
        Scalar power = reduced;
        for (int i = 0; i < 8; i++)
        {
            power *= power;
        }

        Assert.Equal(Read("89017A52BDDF4560CE5BBAE55D25965A0A4F0A271A7AE81D7DBFE3E3FA5E17E044D9A5379BF83874"), reduced);
        Assert.Equal(Read("277E2CAB6DAD8DA01544020FFAD54F15BF6D1D762273CDDA23FE5AEDCA75D7040566873D375B2413"), power);
    }

    [Theory]
    [InlineData(4, "7 2 -2 8 -4 3 -5 -5 -2 7 -3 -5 -2 -7 1 -6 6 1 4 4 2 0 -1 1 -6 0 6 -3 0 5 5 1 -1 -4 -2 7 -3 2 6 7 2 2 3 7 -3 -3 -5 -2 4 2 -2 0 -5 6 -3 -1 -5 -3 6 7 7 -3 5 0 5 0 6 6 7 8 -3 4 7 3 -5 6 4 2 3 1")]
    [InlineData(5, "7 -15 0 -7 -13 -10 -9 14 13 13 3 1 -6 11 16 8 2 -8 4 -12 0 11 -1 10 -11 -7 16 -5 -9 15 -8 15 2 -7 -3 -5 13 13 15 4 -2 -8 -9 -5 15 5 -9 15 -9 7 1 10 0 -13 -2 -15 -2 -6 14 -10 6 -14 13 2")]
    public void Signed_digits_are_those_of_the_reference_implementation(int width, string expected)
    {
        // The same source, ref4 and ref5: the digits of buf6.
        Scalar scalar = Read("277E2CAB6DAD8DA01544020FFAD54F15BF6D1D762273CDDA23FE5AEDCA75D7040566873D375B2413");
        int[] digits = new int[320 / width];
        SignedDigits.Recode([scalar[0], scalar[1], scalar[2], scalar[3], scalar[4]], width, digits);

        Assert.Equal(expected, string.Join(' ', digits));
    }

    [Fact]
    public void Signed_digits_add_up_to_the_integer_and_stay_in_range()
    {
        Random random = new(Seed);
        for (int width = 2; width <= 16; width++)
        {
            foreach (BigInteger value in CurveSamples.EdgeScalars.Append((BigInteger.One << 320) - 1).Append(CurveSamples.NextInteger(random, 40)))
            {
                ulong[] words = [.. Enumerable.Range(0, 5).Select(i => (ulong)((value >> (64 * i)) & ulong.MaxValue))];
                int[] digits = new int[320 / width + 1];
                SignedDigits.Recode(words, width, digits);

                Assert.Equal(value, digits.Reverse().Aggregate(BigInteger.Zero, (sum, digit) => (sum << width) + digit));
                Assert.All(digits, digit => Assert.InRange(digit, -(1 << (width - 1)) + 1, 1 << (width - 1)));
            }
        }
    }

    private static void AssertSame(BigInteger expected, Scalar actual) =>
        Assert.Equal((expected % ReferencePoint.N + ReferencePoint.N) % ReferencePoint.N, CurveSamples.ToInteger(actual));

    private static Scalar Read(string littleEndian)
    {
        Assert.True(Scalar.TryRead(LittleEndian(littleEndian), out Scalar scalar));
        return scalar;
    }

    private static byte[] LittleEndian(string hex) => [.. Convert.FromHexString(hex).Reverse()];
}
