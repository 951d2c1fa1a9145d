using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>Goldilocks arithmetic on the eight words of an AVX-512 register.</summary>
/// <remarks>
/// Words are canonical before and after, except where the name says loose: any 64-bit word of the right residue.
/// .NET 10 has no 52-bit multiply-add (IFMA), so products are put together from 32 × 32 → 64 bit ones.
/// </remarks>
internal static class Lanes512
{
    internal static Vector512<ulong> Modulus
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(Goldilocks.Modulus);
    }

    /// <summary>2^32 − 1: 2^64 mod p, and the mask of a word's low half.</summary>
    internal static Vector512<ulong> Epsilon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(Goldilocks.Epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Add(Vector512<ulong> x, Vector512<ulong> y)
    {
        // x + (y − p) needs one comparison where x + y would need one for the carry and one with p: what is added is
        // negative, so the sum exceeds x exactly when it went below zero. (p − y would cost the JIT one instruction more.)
        Vector512<ulong> sum = x + (y - Modulus);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(sum, x), sum + Modulus, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Subtract(Vector512<ulong> x, Vector512<ulong> y)
    {
        Vector512<ulong> difference = x - y;
        return Vector512.ConditionalSelect(Vector512.LessThan(x, y), difference + Modulus, difference);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Multiply(Vector512<ulong> x, Vector512<ulong> y)
    {
        (Vector512<ulong> high, Vector512<ulong> low) = MultiplyWide(x, y);
        return Reduce(high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Square(Vector512<ulong> x)
    {
        (Vector512<ulong> high, Vector512<ulong> low) = SquareWide(x);
        return Reduce(high, low);
    }

    /// <summary>Any word to the canonical one: below p, subtracting p wraps to something larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Canonical(Vector512<ulong> x) => Vector512.Min(x, x - Modulus);

    /// <summary>x + y for any x and canonical y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> AddLoose(Vector512<ulong> x, Vector512<ulong> y)
    {
        Vector512<ulong> sum = x + y;
        return Vector512.ConditionalSelect(Vector512.LessThan(sum, y), sum + Epsilon, sum);
    }

    /// <summary>The product of the low halves of each word, as vpmuludq gives it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> MultiplyLowHalves(Vector512<ulong> x, Vector512<ulong> y) =>
        Avx512F.Multiply(x.AsUInt32(), y.AsUInt32());

    /// <summary>All 128 bits of x·y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<ulong> High, Vector512<ulong> Low) MultiplyWide(Vector512<ulong> x, Vector512<ulong> y)
    {
        Vector512<ulong> xHigh = x >>> 32, yHigh = y >>> 32;
        Vector512<ulong> lowLow = MultiplyLowHalves(x, y), lowHigh = MultiplyLowHalves(x, yHigh);
        Vector512<ulong> highLow = MultiplyLowHalves(xHigh, y), highHigh = MultiplyLowHalves(xHigh, yHigh);

        // Each sum stays below 2^64: (2^32 − 1)² + 2·(2^32 − 1) = 2^64 − 1.
        Vector512<ulong> middle = highLow + (lowLow >>> 32);
        Vector512<ulong> middle2 = lowHigh + (middle & Epsilon);
        Vector512<ulong> high = highHigh + (middle >>> 32) + (middle2 >>> 32);
        return (high, Avx512DQ.MultiplyLow(x, y));
    }

    /// <summary>All 128 bits of x², with one product fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<ulong> High, Vector512<ulong> Low) SquareWide(Vector512<ulong> x)
    {
        Vector512<ulong> xHigh = x >>> 32;
        Vector512<ulong> lowLow = MultiplyLowHalves(x, x), cross = MultiplyLowHalves(x, xHigh), highHigh = MultiplyLowHalves(xHigh, xHigh);

        // x² = highHigh·2^64 + cross·2^33 + lowLow.
        Vector512<ulong> middle = cross + (lowLow >>> 33);
        return (highHigh + (middle >>> 31), lowLow + (cross << 33));
    }

    /// <summary>high·2^64 + low, for any two words whose value is a product of two words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Reduce(Vector512<ulong> high, Vector512<ulong> low)
    {
        Vector512<ulong> difference = SubtractTopHalf(high, low);

        // difference + product − p, product ≤ p − 2^32, as in Add: so it ends below p in both cases.
        Vector512<ulong> sum = difference + (MultiplyLowHalves(high, Epsilon) - Modulus);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(sum, difference), sum + Modulus, sum);
    }

    /// <summary>low − ⌊high / 2^32⌋ by 2^96 ≡ −1; a borrow of 2^64 is one of 2^32 − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> SubtractTopHalf(Vector512<ulong> high, Vector512<ulong> low)
    {
        Vector512<ulong> top = high >>> 32;
        Vector512<ulong> difference = low - top;
        return Vector512.ConditionalSelect(Vector512.LessThan(low, top), difference - Epsilon, difference);
    }
}
