using System.Numerics;

namespace Rollup.Crypto.Tests.Words;

/// <summary>The arithmetic under the hash kernels, on words that need not be canonical.</summary>
public sealed unsafe class LooseTests
{
    private const int Seed = 77;
    private const int Rounds = 320;
    private static readonly BigInteger P = Goldilocks.Modulus;

    [Fact]
    public void Loose_arithmetic_is_right_modulo_p_on_every_register_shape()
    {
        if (VectorPaths.IsSupported(VectorPath.Avx2))
        {
            Check<Words256>();
            Check<Words256x4>();
        }

        if (VectorPaths.IsSupported(VectorPath.Avx512))
        {
            Check<Words512>();
            Check<Words512x4>();
        }
    }

    [Fact]
    public void Loose_single_words_are_right_modulo_p()
    {
        Random random = new(Seed);
        for (int round = 0; round < Rounds; round++)
        {
            // Sums and products of canonical elements walk through loose words.
            Goldilocks a = Samples.Next(random), b = Samples.Next(random), c = Samples.Next(random);
            LooseWord word = a;
            Assert.Equal(a + b, (word + b).Element);
            Assert.Equal((a + b) * (a + c), ((word + b) * (word + c)).Element);
            Assert.Equal(a * b * c + a, (word * b * c + a).Element);

            ulong low = Samples.Word(random) >> 1, high = Samples.Word(random) >> 1;
            Assert.Equal((low + ((BigInteger)high << 32)) % P, LooseWord.Join(low, high).Element.Value);
        }
    }

    private static void Check<T>()
        where T : unmanaged, IWords<T>
    {
        int count = T.Lanes * T.Registers;
        ulong[] x = new ulong[count], y = new ulong[count], result = new ulong[count];
        Random random = new(Seed);
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < count; i++)
            {
                (x[i], y[i]) = (Samples.Word(random), Samples.Word(random));
            }

            T a = Load(x), b = Load(y);
            Residue(Loose<T>.Multiply(a, b), i => (BigInteger)x[i] * y[i], "product");
            Residue(Loose<T>.Square(a), i => (BigInteger)x[i] * x[i], "square");
            Residue(Loose<T>.Pow7(a), i => BigInteger.Pow(x[i], 7), "seventh power");
            Residue(Loose<T>.Join(a >>> 1, b >>> 1), i => (x[i] >> 1) + ((BigInteger)(y[i] >> 1) << 32), "join");

            Loose<T>.MultiplyWide(a, b, out T high, out T low);
            ResidueOfHalves(Loose<T>.LowHalf(high, low), Loose<T>.HighHalf(high, low), i => (BigInteger)x[i] * y[i], "halves of a product");

            int shift = round % 32;
            T fraction = Loose<T>.Fraction(a, shift);
            BigInteger inverse = BigInteger.ModPow(BigInteger.One << shift, P - 2, P);
            ResidueOfHalves(
                Loose<T>.QuotientLow(a, shift, fraction), Loose<T>.QuotientHigh(a, shift, fraction), i => x[i] * inverse, $"quotient by 2^{shift}");

            Store(a.Canonical(), result);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(x[i] % Goldilocks.Modulus, result[i]);
            }
        }

        void Residue(T words, Func<int, BigInteger> expected, string what)
        {
            Store(words, result);
            for (int i = 0; i < count; i++)
            {
                Same(result[i], expected(i), i, what);
            }
        }

        void ResidueOfHalves(T low, T high, Func<int, BigInteger> expected, string what)
        {
            ulong[] highs = new ulong[count];
            Store(low, result);
            Store(high, highs);
            for (int i = 0; i < count; i++)
            {
                Assert.InRange((long)result[i], -(1L << 33), 1L << 33);
                Assert.InRange((long)highs[i], -(1L << 33), 1L << 33);
                Same((long)result[i] + ((BigInteger)(long)highs[i] << 32), expected(i), i, what);
            }
        }

        void Same(BigInteger actual, BigInteger expected, int i, string what) => Assert.True(
            (actual - expected) % P == 0, $"{typeof(T).Name}, seed {Seed}: {what} of {x[i]:x} and {y[i]:x} is {actual % P}, expected {expected % P}");

        static T Load(ulong[] words)
        {
            fixed (ulong* first = words)
            {
                return T.Load(first, T.Lanes);
            }
        }

        static void Store(T words, ulong[] destination)
        {
            fixed (ulong* first = destination)
            {
                words.Store(first, T.Lanes);
            }
        }
    }
}
