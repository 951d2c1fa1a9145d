using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>low + high·2^32 with room to spare: sums of many words that are reduced once.</summary>
internal readonly struct Halves(ulong low, ulong high)
{
    private readonly ulong _low = low;
    private readonly ulong _high = high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Halves Of(LooseWord word) => new(word.Low, word.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves operator +(Halves left, Halves right) => new(left._low + right._low, left._high + right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LooseWord Join() => LooseWord.Join(_low, _high);
}
