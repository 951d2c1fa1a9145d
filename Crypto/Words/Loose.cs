using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>Goldilocks arithmetic on loose words: any 64-bit word stands for its residue, so the last subtraction of p is saved.</summary>
/// <remarks>
/// Two more forms appear in the hash kernels. <em>Wide</em>: the two words high, low of an unreduced product. <em>Halves</em>:
/// two signed words low, high that stand for low + high·2^32; sums and small multiples of halves need no carries.
/// </remarks>
internal static class Loose<TWords>
    where TWords : unmanaged, IWords<TWords>
{
    private static TWords Epsilon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TWords.Broadcast(Goldilocks.Epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords Multiply(TWords x, TWords y)
    {
        MultiplyWide(x, y, out TWords high, out TWords low);
        return Reduce(high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords Square(TWords x)
    {
        TWords xHigh = x >>> 32;
        TWords lowLow = TWords.MultiplyLowHalves(x, x);
        TWords cross = TWords.MultiplyLowHalves(x, xHigh);
        TWords highHigh = TWords.MultiplyLowHalves(xHigh, xHigh);

        // x² = highHigh·2^64 + cross·2^33 + lowLow.
        TWords middle = cross + (lowLow >>> 33);
        return Reduce(highHigh + (middle >>> 31), lowLow + (cross << 33));
    }

    /// <summary>The S-box x^7 in wide form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Pow7Wide(TWords x, out TWords high, out TWords low)
    {
        TWords square = Square(x);
        TWords cube = Multiply(square, x);
        MultiplyWide(cube, Square(square), out high, out low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords Pow7(TWords x)
    {
        Pow7Wide(x, out TWords high, out TWords low);
        return Reduce(high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void MultiplyWide(TWords x, TWords y, out TWords high, out TWords low)
    {
        TWords xHigh = x >>> 32, yHigh = y >>> 32;
        TWords lowLow = TWords.MultiplyLowHalves(x, y), lowHigh = TWords.MultiplyLowHalves(x, yHigh);
        TWords highLow = TWords.MultiplyLowHalves(xHigh, y), highHigh = TWords.MultiplyLowHalves(xHigh, yHigh);

        // Each sum stays below 2^64: (2^32 − 1)² + 2·(2^32 − 1) = 2^64 − 1.
        TWords middle = highLow + (lowLow >>> 32);
        TWords middle2 = lowHigh + (middle & Epsilon);
        high = highHigh + (middle >>> 32) + (middle2 >>> 32);
        low = TWords.LowWord(x, y, lowLow, middle2);
    }

    /// <summary>Wide to loose, by 2^64 ≡ 2^32 − 1 and 2^96 ≡ −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords Reduce(TWords high, TWords low)
    {
        TWords top = high >>> 32;
        TWords difference = TWords.SubtractIfLess(low, top, low - top, Epsilon);
        TWords product = TWords.MultiplyLowHalves(high, Epsilon);
        TWords sum = difference + product;
        return TWords.AddIfLess(sum, product, sum, Epsilon);
    }

    /// <summary>Wide to halves: low − (2^32 − 1 folded into both) − top, each below 2^33 in absolute value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Split(TWords high, TWords low, out TWords lowHalf, out TWords highHalf)
    {
        TWords bottom = high & Epsilon;
        lowHalf = (low & Epsilon) - bottom - (high >>> 32);
        highHalf = (low >>> 32) + bottom;
    }

    /// <summary>A loose word to halves below 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Split(TWords word, out TWords lowHalf, out TWords highHalf)
    {
        lowHalf = word & Epsilon;
        highHalf = word >>> 32;
    }

    /// <summary>Halves in 0 … 2^63 − 1 to a loose word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords Join(TWords lowHalf, TWords highHalf)
    {
        TWords carried = TWords.MultiplyLowHalves(highHalf >>> 32, Epsilon) + lowHalf;
        TWords sum = (highHalf << 32) + carried;
        return TWords.AddIfLess(sum, carried, sum, Epsilon);
    }

    /// <summary>The halves of word / 2^<paramref name="count"/>, both below 2^33 in absolute value.</summary>
    /// <param name="count">0 … 31.</param>
    /// <remarks>
    /// The low bits v of the word contribute v / 2^k ≡ −v·(p − 1) / 2^k = u − u·2^32 with u = v·2^(32−k).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void DivideByPowerOfTwo(TWords word, int count, out TWords lowHalf, out TWords highHalf)
    {
        TWords fraction = (word << (32 - count)) & Epsilon;
        lowHalf = ((word >>> count) & Epsilon) + fraction;
        highHalf = (word >>> (32 + count)) - fraction;
    }

    /// <summary>The canonical word of a loose one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords Canonical(TWords word)
    {
        TWords modulus = TWords.Broadcast(Goldilocks.Modulus);
        return TWords.AddIfLess(word, modulus, word - modulus, modulus);
    }
}
