namespace Rollup.Crypto.Curve;

/// <summary>Writes integers in radix 2^w with digits from −2^(w−1) + 1 to 2^(w−1), so that tables hold positive multiples only.</summary>
internal static class SignedDigits
{
    /// <summary>The digits of an integer.</summary>
    /// <param name="words">The integer, least significant word first.</param>
    /// <param name="width">w, from 2 to 16.</param>
    /// <param name="digits">Receives the digits, least significant first; together they must cover one bit more than the integer.</param>
    public static void Recode(ReadOnlySpan<ulong> words, int width, Span<int> digits)
    {
        int radix = 1 << width;
        int carry = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = (int)(Bits(words, i * width) & (ulong)(radix - 1)) + carry;

            // 1 exactly when the digit is above half the radix; found without a branch, since signing recodes its secret nonce.
            carry = (radix / 2 - digit) >>> 31;
            digits[i] = digit - carry * radix;
        }
    }

    /// <summary>At least 16 bits from <paramref name="position"/> on; zeros beyond the end.</summary>
    private static ulong Bits(ReadOnlySpan<ulong> words, int position)
    {
        int word = position / 64;
        int shift = position % 64;
        ulong low = word < words.Length ? words[word] : 0;
        ulong high = word + 1 < words.Length ? words[word + 1] : 0;
        return (low >> shift) | ((high << 1) << (63 - shift));
    }
}
