using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto.Curve;

/// <summary>One element of F⁵ in one AVX-512 register: coefficient k in lane k, lanes 5 … 7 unused and of any value.</summary>
/// <remarks>
/// A product then is a single sum of five vector products, and an addition one vector addition, where plain words need 25
/// and five. Needs <see cref="VectorPath.Avx512"/>. For one point at a time; many points go faster side by side
/// (<see cref="PackedQuintic{TPack}"/>), which wastes no lanes.
/// </remarks>
internal readonly struct QuinticVector : ISingleCoordinate<QuinticVector>
{
    private readonly Vector512<ulong> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private QuinticVector(Vector512<ulong> lanes) => _lanes = lanes;

    public static int Width => 1;

    public static QuinticVector Zero => default;

    public static QuinticVector One => new(Vector512.CreateScalar(1UL));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuinticVector Read(ref readonly ulong words) => new(Vector512.LoadUnsafe(in words));

    public static QuinticVector From(in GoldilocksQuintic element) =>
        new(Vector512.Create(element.C0.Value, element.C1.Value, element.C2.Value, element.C3.Value, element.C4.Value, 0, 0, 0));

    public GoldilocksQuintic ToQuintic() => new(_lanes[0], _lanes[1], _lanes[2], _lanes[3], _lanes[4]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuinticVector operator +(in QuinticVector a, in QuinticVector b) => new(Lanes512.Add(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuinticVector operator -(in QuinticVector a, in QuinticVector b) => new(Lanes512.Subtract(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuinticVector operator -(in QuinticVector a) => new(Lanes512.Subtract(Vector512<ulong>.Zero, a._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuinticVector operator *(in QuinticVector a, in QuinticVector b) => new(Multiply(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuinticVector Square(in QuinticVector a) => new(Square(a._lanes));

    public static QuinticVector TimesX(in QuinticVector a, uint factor)
    {
        Vector512<ulong> factors = Vector512.Create((ulong)factor) + Vector512.CreateScalar(2UL * factor); // 3·factor where X⁵ = 3 wraps
        Vector512<ulong> shifted = Avx512F.PermuteVar8x64(a._lanes, Vector512.Create(4UL, 0, 1, 2, 3, 5, 6, 7));
        return new(WideSum512.Of(shifted, factors).Reduce());
    }

    public static FractionalPoint<QuinticVector> Lookup(ReadOnlySpan<FractionalPoint<QuinticVector>> table, ReadOnlySpan<int> digits) =>
        MaskedLookup.Multiple(table, digits[0]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<ulong> Multiply(Vector512<ulong> a, Vector512<ulong> b)
    {
        // Coefficient k is Σ aᵢ·b₍ₖ₋ᵢ₎, with 3·b₍ₖ₋ᵢ₊₅₎ where k − i is negative. Indices from 8 on select from triple.
        Vector512<ulong> triple = Lanes512.Add(Lanes512.Add(b, b), b);
        return WideSum512.Of(Broadcast(a, 0), b)
            .Add(Broadcast(a, 1), Avx512F.PermuteVar8x64x2(b, Vector512.Create(12UL, 0, 1, 2, 3, 5, 6, 7), triple))
            .Add(Broadcast(a, 2), Avx512F.PermuteVar8x64x2(b, Vector512.Create(11UL, 12, 0, 1, 2, 5, 6, 7), triple))
            .Add(Broadcast(a, 3), Avx512F.PermuteVar8x64x2(b, Vector512.Create(10UL, 11, 12, 0, 1, 5, 6, 7), triple))
            .Add(Broadcast(a, 4), Avx512F.PermuteVar8x64x2(b, Vector512.Create(9UL, 10, 11, 12, 0, 5, 6, 7), triple))
            .Reduce();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<ulong> Square(Vector512<ulong> a)
    {
        // c0 = 2·(a1·3a4 + a2·3a3) + a0·a0
        // c1 = 2·(a0·a1  + a2·3a4) + a3·3a3
        // c2 = 2·(a0·a2  + a3·3a4) + a1·a1
        // c3 = 2·(a0·a3  + a1·a2)  + a4·3a4
        // c4 = 2·(a0·a4  + a1·a3)  + a2·a2
        Vector512<ulong> triple = Lanes512.Add(Lanes512.Add(a, a), a);
        return WideSum512
            .Of(
                Avx512F.PermuteVar8x64(a, Vector512.Create(1UL, 0, 0, 0, 0, 5, 6, 7)),
                Avx512F.PermuteVar8x64x2(a, Vector512.Create(12UL, 1, 2, 3, 4, 5, 6, 7), triple))
            .Add(
                Avx512F.PermuteVar8x64(a, Vector512.Create(2UL, 2, 3, 1, 1, 5, 6, 7)),
                Avx512F.PermuteVar8x64x2(a, Vector512.Create(11UL, 12, 12, 2, 3, 5, 6, 7), triple))
            .Double()
            .Add(
                Avx512F.PermuteVar8x64(a, Vector512.Create(0UL, 3, 1, 4, 2, 5, 6, 7)),
                Avx512F.PermuteVar8x64x2(a, Vector512.Create(0UL, 11, 1, 12, 2, 5, 6, 7), triple))
            .Reduce();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Broadcast(Vector512<ulong> a, ulong lane) => Avx512F.PermuteVar8x64(a, Vector512.Create(lane));
}
