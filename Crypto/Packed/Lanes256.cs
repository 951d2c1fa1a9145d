using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>Goldilocks arithmetic on the four words of an AVX2 register; the same steps as <see cref="Lanes512"/>.</summary>
/// <remarks>
/// AVX2 compares 64-bit words as signed numbers only. Flipping the top bit of both sides turns that into the unsigned
/// order, and a flipped word still adds and subtracts correctly, so a step flips once at its start and once at its end.
/// </remarks>
internal static class Lanes256
{
    internal static Vector256<ulong> Modulus
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(Goldilocks.Modulus);
    }

    internal static Vector256<ulong> Epsilon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(Goldilocks.Epsilon);
    }

    private static Vector256<ulong> TopBit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(1UL << 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> Add(Vector256<ulong> x, Vector256<ulong> y) => Subtract(x, Modulus - y);

    /// <summary>x − y for canonical x and y ≤ p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> Subtract(Vector256<ulong> x, Vector256<ulong> y) =>
        x - y + (Modulus & LessThanFlipped(x ^ TopBit, y ^ TopBit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> Multiply(Vector256<ulong> x, Vector256<ulong> y)
    {
        (Vector256<ulong> high, Vector256<ulong> low) = MultiplyWide(x, y);
        return Reduce(high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> Square(Vector256<ulong> x)
    {
        (Vector256<ulong> high, Vector256<ulong> low) = SquareWide(x);
        return Reduce(high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> MultiplyLowHalves(Vector256<ulong> x, Vector256<ulong> y) =>
        Avx2.Multiply(x.AsUInt32(), y.AsUInt32());

    /// <summary>All 128 bits of x·y; see <see cref="Lanes512.MultiplyWide"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<ulong> High, Vector256<ulong> Low) MultiplyWide(Vector256<ulong> x, Vector256<ulong> y)
    {
        Vector256<ulong> xHigh = x >>> 32, yHigh = y >>> 32;
        Vector256<ulong> lowLow = MultiplyLowHalves(x, y), lowHigh = MultiplyLowHalves(x, yHigh);
        Vector256<ulong> highLow = MultiplyLowHalves(xHigh, y), highHigh = MultiplyLowHalves(xHigh, yHigh);

        Vector256<ulong> middle = highLow + (lowLow >>> 32);
        Vector256<ulong> middle2 = lowHigh + (middle & Epsilon);
        Vector256<ulong> high = highHigh + (middle >>> 32) + (middle2 >>> 32);

        // AVX2 has no 64-bit low product; the two halves are at hand.
        return (high, Avx2.Blend(lowLow.AsUInt32(), (middle2 << 32).AsUInt32(), 0b10101010).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<ulong> High, Vector256<ulong> Low) SquareWide(Vector256<ulong> x)
    {
        Vector256<ulong> xHigh = x >>> 32;
        Vector256<ulong> lowLow = MultiplyLowHalves(x, x), cross = MultiplyLowHalves(x, xHigh), highHigh = MultiplyLowHalves(xHigh, xHigh);
        Vector256<ulong> middle = cross + (lowLow >>> 33);
        return (highHigh + (middle >>> 31), lowLow + (cross << 33));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> Reduce(Vector256<ulong> high, Vector256<ulong> low)
    {
        Vector256<ulong> difference = SubtractTopHalfFlipped(high, low);
        Vector256<ulong> complement = Modulus - MultiplyLowHalves(high, Epsilon);
        return (difference ^ TopBit) - complement + (Modulus & LessThanFlipped(difference, complement ^ TopBit));
    }

    /// <summary>low − ⌊high / 2^32⌋, flipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> SubtractTopHalfFlipped(Vector256<ulong> high, Vector256<ulong> low)
    {
        Vector256<ulong> lowFlipped = low ^ TopBit;
        Vector256<ulong> difference = lowFlipped - (high >>> 32);
        Vector256<ulong> borrowed = LessThanFlipped(lowFlipped, difference);
        return difference - (borrowed >>> 32); // all ones shifted right by 32 is 2^32 − 1
    }

    /// <summary>All ones in each lane where x &lt; y as unsigned words; both arrive with the top bit flipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> LessThanFlipped(Vector256<ulong> x, Vector256<ulong> y) =>
        Vector256.LessThan(x.AsInt64(), y.AsInt64()).AsUInt64();
}
