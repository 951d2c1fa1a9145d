using System.Runtime.InteropServices;
using Rollup.Crypto.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Curve;

/// <summary>Every kind of coordinate computes each of its elements as plain integers do.</summary>
public sealed class CoordinateTests
{
    private const int Seed = 8102;
    private const int Rounds = 1000;

    [Fact]
    public void One_element_in_plain_words() => Check<GoldilocksQuintic>();

    [Fact]
    public void One_element_in_an_avx512_register()
    {
        if (VectorPaths.IsSupported(VectorPath.Avx512))
        {
            Check<QuinticVector>();
        }
    }

    [Fact]
    public void Packs_of_every_width()
    {
        CheckPacks<PackedGoldilocks1>();
        if (VectorPaths.IsSupported(VectorPath.Avx2))
        {
            CheckPacks<PackedGoldilocks256>();
        }

        if (VectorPaths.IsSupported(VectorPath.Avx512))
        {
            CheckPacks<PackedGoldilocks512>();
        }
    }

    [Fact]
    public void Lanes_that_are_not_used_do_not_reach_the_others()
    {
        if (!VectorPaths.IsSupported(VectorPath.Avx512))
        {
            return;
        }

        Random random = new(Seed);
        GoldilocksQuintic a = CurveSamples.NextElement(random), b = CurveSamples.NextElement(random);
        ulong[] words = [a[0].Value, a[1].Value, a[2].Value, a[3].Value, a[4].Value, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue];
        QuinticVector dirty = QuinticVector.Read(in words[0]), clean = QuinticVector.From(b);

        Assert.Equal(a * b, (dirty * clean).ToQuintic());
        Assert.Equal(a * b, (clean * dirty).ToQuintic());
        Assert.Equal(a.Square(), QuinticVector.Square(dirty).ToQuintic());
        Assert.Equal(a * new GoldilocksQuintic(0, 263, 0, 0, 0), QuinticVector.TimesX(dirty, 263).ToQuintic());
    }

    private static void Check<T>()
        where T : unmanaged, ISingleCoordinate<T>
    {
        CheckLaws<T>((elements, _) => T.From(elements[0]), (value, _) => value.ToQuintic());

        Random random = new(Seed);
        GoldilocksQuintic a = CurveSamples.NextElement(random);
        ulong[] words = [a[0].Value, a[1].Value, a[2].Value, a[3].Value, a[4].Value, 5, 6, 7];
        Assert.Equal(a, T.Read(in words[0]).ToQuintic());
    }

    private static void CheckPacks<TPack>()
        where TPack : unmanaged, IPackedField<TPack> =>
        CheckLaws<PackedQuintic<TPack>>(
            (elements, _) => new(Pack<TPack>(elements, 0), Pack<TPack>(elements, 1), Pack<TPack>(elements, 2), Pack<TPack>(elements, 3), Pack<TPack>(elements, 4)),
            (value, lane) => new(value.C0[lane], value.C1[lane], value.C2[lane], value.C3[lane], value.C4[lane]));

    private static TPack Pack<TPack>(GoldilocksQuintic[] elements, int coefficient)
        where TPack : unmanaged, IPackedField<TPack> =>
        TPack.Load([.. elements.Select(element => element[coefficient])]);

    private static void CheckLaws<T>(Func<GoldilocksQuintic[], int, T> import, Func<T, int, GoldilocksQuintic> export)
        where T : unmanaged, ICoordinate<T>
    {
        Random random = new(Seed);
        ReferenceQuintic x = new(0, 1);
        for (int round = 0; round < Rounds / T.Width; round++)
        {
            GoldilocksQuintic[] a = Next(random, T.Width), b = Next(random, T.Width);
            T left = import(a, 0), right = import(b, 0);
            uint factor = new uint[] { 263, 2 * 263, 4 * 263, 16 * 263, 1, 65535 }[random.Next(6)];
            (T Actual, Func<ReferenceQuintic, ReferenceQuintic, ReferenceQuintic> Expected)[] cases =
            [
                (left + right, (p, q) => p + q),
                (left - right, (p, q) => p - q),
                (-left, (p, _) => -p),
                (left * right, (p, q) => p * q),
                (T.Square(left), (p, _) => p * p),
                (T.TimesX(left, factor), (p, _) => p * x * new ReferenceQuintic(factor)),
            ];
            foreach ((int index, (T actual, Func<ReferenceQuintic, ReferenceQuintic, ReferenceQuintic> expected)) in cases.Index())
            {
                for (int lane = 0; lane < T.Width; lane++)
                {
                    GoldilocksQuintic wanted = expected(ReferenceQuintic.Of(a[lane]), ReferenceQuintic.Of(b[lane])).ToQuintic();
                    Assert.True(wanted == export(actual, lane), $"seed {Seed}, round {round}, {typeof(T).Name}, case {index}, lane {lane}: {a[lane]}, {b[lane]}, factor {factor}");
                }
            }
        }
    }

    private static GoldilocksQuintic[] Next(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(8) == 0 ? AllOf(Goldilocks.Modulus - 1) : CurveSamples.NextElement(random))];

    private static GoldilocksQuintic AllOf(Goldilocks value) => new(value, value, value, value, value);
}
