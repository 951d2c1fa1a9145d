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
        TWords middle2 = lowHigh + middle.LowHalves();
        high = highHigh + (middle >>> 32) + (middle2 >>> 32);
        low = TWords.LowWord(x, y, lowLow, middle2);
    }

    /// <summary>Wide to loose, by 2^64 ≡ 2^32 − 1 and 2^96 ≡ −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords Reduce(TWords high, TWords low)
    {
        TWords top = high >>> 32;
        TWords difference = TWords.SubtractEpsilonIfLess(low, top, low - top);
        TWords product = high.LowHalvesTimesEpsilon();
        TWords sum = difference + product;
        return TWords.AddEpsilonIfLess(sum, product, sum);
    }

    /// <summary>The low half of a wide value, above −2^33 and below 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords LowHalf(TWords high, TWords low) => low.LowHalves() - high.LowHalves() - (high >>> 32);

    /// <summary>The high half of a wide value, below 2^33.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords HighHalf(TWords high, TWords low) => (low >>> 32) + high.LowHalves();

    /// <summary>Halves in 0 … 2^63 − 1 to a loose word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords Join(TWords lowHalf, TWords highHalf)
    {
        TWords carried = (highHalf >>> 32).LowHalvesTimesEpsilon() + lowHalf;
        TWords sum = (highHalf << 32) + carried;
        return TWords.AddEpsilonIfLess(sum, carried, sum);
    }

    /// <summary>What the low <paramref name="count"/> bits v of a word contribute to the halves of word / 2^count.</summary>
    /// <param name="count">0 … 31.</param>
    /// <returns>u = v·2^(32 − count): v / 2^count ≡ −v·(p − 1) / 2^count = u − u·2^32.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords Fraction(TWords word, int count) => (word << (32 - count)).LowHalves();

    /// <summary>The low half of word / 2^count, below 2^33.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords QuotientLow(TWords word, int count, TWords fraction) => (word >>> count).LowHalves() + fraction;

    /// <summary>The high half of word / 2^count, below 2^32 in absolute value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWords QuotientHigh(TWords word, int count, TWords fraction) => (word >>> (32 + count)) - fraction;
}
