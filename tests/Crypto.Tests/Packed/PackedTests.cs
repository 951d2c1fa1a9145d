using System.Runtime.CompilerServices;

namespace Rollup.Crypto.Tests.Packed;

public sealed class PackedTests
{
    private const int Seed = 7001;
    [Fact]
    public void Every_pack_computes_each_lane_as_the_scalar_field_does()
    {
        Check<PackedGoldilocks1>();
        if (VectorPaths.IsSupported(VectorPath.Avx2))
        {
            Check<PackedGoldilocks256>();
        }

        if (VectorPaths.IsSupported(VectorPath.Avx512))
        {
            Check<PackedGoldilocks512>();
        }
    }

    [Fact]
    public void A_pack_is_exactly_its_lanes_so_that_words_may_be_read_as_packs()
    {
        Assert.Equal(sizeof(ulong), Unsafe.SizeOf<PackedGoldilocks1>());
        Assert.Equal(4 * sizeof(ulong), Unsafe.SizeOf<PackedGoldilocks256>());
        Assert.Equal(8 * sizeof(ulong), Unsafe.SizeOf<PackedGoldilocks512>());
    }

    [Fact]
    public unsafe void Broadcasting_puts_one_element_into_every_lane()
    {
        Goldilocks[] elements = [3, 5];
        fixed (Goldilocks* first = elements)
        {
            Assert.Equal(PackedGoldilocks1.From(5), PackedGoldilocks1.Broadcast(first + 1));
            if (VectorPaths.IsSupported(VectorPath.Avx512))
            {
                Assert.Equal(PackedGoldilocks256.From(5), PackedGoldilocks256.Broadcast(first + 1));
                Assert.Equal(PackedGoldilocks512.From(5), PackedGoldilocks512.Broadcast(first + 1));
            }
        }
    }

    private static void Check<T>() where T : unmanaged, IPackedField<T>
    {
        Random random = new(Seed);
        Goldilocks[] a = new Goldilocks[T.Width], b = new Goldilocks[T.Width], result = new Goldilocks[T.Width];
        for (int round = 0; round < 4096; round++)
        {
            for (int i = 0; i < T.Width; i++)
            {
                a[i] = Samples.Next(random);
                b[i] = Samples.Next(random);
            }

            T x = T.Load(a), y = T.Load(b);
            Same(x + y, (p, q) => p + q);
            Same(x - y, (p, q) => p - q);
            Same(x * y, (p, q) => p * q);
            Same(-x, (p, _) => -p);
            Same(x.Square(), (p, _) => p * p);
            Same(x.Double(), (p, _) => p + p);
            Same(x * b[0], (p, _) => p * b[0]);
            Same(x.TimesFourthRoot(), (p, _) => p * Goldilocks.RootOfUnity(2));
        }

        void Same(T actual, Func<Goldilocks, Goldilocks, Goldilocks> expected)
        {
            actual.Store(result);
            for (int i = 0; i < T.Width; i++)
            {
                Assert.True(expected(a[i], b[i]) == result[i] && result[i].Value < Goldilocks.Modulus, $"seed {Seed} {typeof(T).Name} lane {i}: {a[i]} {b[i]} -> {result[i]}");
            }
        }
    }
}
