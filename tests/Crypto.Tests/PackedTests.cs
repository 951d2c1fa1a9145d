namespace Rollup.Crypto.Tests;

public sealed class PackedTests
{
    private const int Seed = 7001;
    private static readonly ulong[] Edges =
        [0, 1, 2, 3, Goldilocks.Modulus - 1, Goldilocks.Modulus - 2, 0xFFFF_FFFF, 0x1_0000_0000, 0x1_0000_0001, 0xFFFF_FFFE_0000_0001, 0xFFFF_FFFE_FFFF_FFFF, 0x8000_0000_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_0000_0000];

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

    private static void Check<T>() where T : unmanaged, IPackedField<T>
    {
        Random random = new(Seed);
        Goldilocks[] a = new Goldilocks[T.Width], b = new Goldilocks[T.Width], result = new Goldilocks[T.Width];
        for (int round = 0; round < 4096; round++)
        {
            for (int i = 0; i < T.Width; i++)
            {
                a[i] = Next(random);
                b[i] = Next(random);
            }

            T x = T.Load(a), y = T.Load(b);
            Same(x + y, (p, q) => p + q);
            Same(x - y, (p, q) => p - q);
            Same(x * y, (p, q) => p * q);
            Same(-x, (p, _) => -p);
            Same(x.Square(), (p, _) => p * p);
            Same(x.Double(), (p, _) => p + p);
            Same(x * b[0], (p, _) => p * b[0]);
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

    private static Goldilocks Next(Random random) =>
        random.Next(3) == 0 ? Edges[random.Next(Edges.Length)] : (ulong)random.NextInt64() * 2 + (ulong)random.Next(2);
}
