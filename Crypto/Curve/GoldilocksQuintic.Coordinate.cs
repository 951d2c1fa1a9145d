using System.Runtime.CompilerServices;
using Rollup.Crypto.Curve;

namespace Rollup.Crypto;

/// <summary>One element as the coordinate of one point, where there is no AVX-512.</summary>
public readonly partial struct GoldilocksQuintic : ISingleCoordinate<GoldilocksQuintic>
{
    static int ICoordinate<GoldilocksQuintic>.Width => 1;

    static GoldilocksQuintic ICoordinate<GoldilocksQuintic>.Zero => default;

    static GoldilocksQuintic ICoordinate<GoldilocksQuintic>.One => One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static GoldilocksQuintic ICoordinate<GoldilocksQuintic>.operator +(in GoldilocksQuintic a, in GoldilocksQuintic b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static GoldilocksQuintic ICoordinate<GoldilocksQuintic>.operator -(in GoldilocksQuintic a, in GoldilocksQuintic b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static GoldilocksQuintic ICoordinate<GoldilocksQuintic>.operator -(in GoldilocksQuintic a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static GoldilocksQuintic ICoordinate<GoldilocksQuintic>.operator *(in GoldilocksQuintic a, in GoldilocksQuintic b) => a * b;

    static GoldilocksQuintic ICoordinate<GoldilocksQuintic>.Square(in GoldilocksQuintic a) => a.Square();

    static GoldilocksQuintic ICoordinate<GoldilocksQuintic>.TimesX(in GoldilocksQuintic a, uint factor)
    {
        Goldilocks k = factor;
        return new(a.C4 * (3 * factor), a.C0 * k, a.C1 * k, a.C2 * k, a.C3 * k);
    }

    static FractionalPoint<GoldilocksQuintic> ICoordinate<GoldilocksQuintic>.Lookup(
        ReadOnlySpan<FractionalPoint<GoldilocksQuintic>> table, ReadOnlySpan<int> digits) => MaskedLookup.Multiple(table, digits[0]);

    static GoldilocksQuintic ISingleCoordinate<GoldilocksQuintic>.Read(ref readonly ulong words) =>
        Unsafe.ReadUnaligned<GoldilocksQuintic>(in Unsafe.As<ulong, byte>(ref Unsafe.AsRef(in words)));

    static GoldilocksQuintic ISingleCoordinate<GoldilocksQuintic>.From(in GoldilocksQuintic element) => element;

    GoldilocksQuintic ISingleCoordinate<GoldilocksQuintic>.ToQuintic() => this;
}
