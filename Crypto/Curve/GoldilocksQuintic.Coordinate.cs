using System.Runtime.CompilerServices;
using Rollup.Crypto.Curve;

namespace Rollup.Crypto;

/// <summary>One element as the coordinate of one point.</summary>
public readonly partial struct GoldilocksQuintic : ICoordinate<GoldilocksQuintic, ulong>
{
    static GoldilocksQuintic ICoordinate<GoldilocksQuintic, ulong>.Zero => default;

    static GoldilocksQuintic ICoordinate<GoldilocksQuintic, ulong>.One => One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static GoldilocksQuintic ICoordinate<GoldilocksQuintic, ulong>.operator +(in GoldilocksQuintic a, in GoldilocksQuintic b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static GoldilocksQuintic ICoordinate<GoldilocksQuintic, ulong>.operator -(in GoldilocksQuintic a, in GoldilocksQuintic b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static GoldilocksQuintic ICoordinate<GoldilocksQuintic, ulong>.operator -(in GoldilocksQuintic a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static GoldilocksQuintic ICoordinate<GoldilocksQuintic, ulong>.operator *(in GoldilocksQuintic a, in GoldilocksQuintic b) => a * b;

    static GoldilocksQuintic ICoordinate<GoldilocksQuintic, ulong>.Square(in GoldilocksQuintic a) => a.Square();

    static GoldilocksQuintic ICoordinate<GoldilocksQuintic, ulong>.TimesX(in GoldilocksQuintic a, uint factor)
    {
        Goldilocks k = factor;
        return new(a.C4 * (3 * factor), a.C0 * k, a.C1 * k, a.C2 * k, a.C3 * k);
    }

    static GoldilocksQuintic ICoordinate<GoldilocksQuintic, ulong>.Select(ulong mask, in GoldilocksQuintic ifSet, in GoldilocksQuintic ifClear) =>
        new(
            Blend(mask, ifSet.C0, ifClear.C0),
            Blend(mask, ifSet.C1, ifClear.C1),
            Blend(mask, ifSet.C2, ifClear.C2),
            Blend(mask, ifSet.C3, ifClear.C3),
            Blend(mask, ifSet.C4, ifClear.C4));

    /// <summary>Without a branch on the word: x | −x has its top bit clear only for x = 0.</summary>
    static ulong ICoordinate<GoldilocksQuintic, ulong>.EqualsMask(ulong word, uint value)
    {
        ulong difference = word ^ value;
        return ((difference | (0 - difference)) >> 63) - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Goldilocks Blend(ulong mask, Goldilocks ifSet, Goldilocks ifClear) =>
        new(ifClear.Value ^ (mask & (ifSet.Value ^ ifClear.Value)));
}
