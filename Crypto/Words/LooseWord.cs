using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>One loose word: any 64 bits that stand for their residue. See <see cref="Loose{TWords}"/> for vectors of them.</summary>
/// <remarks>A product costs two instructions in three of a <see cref="Goldilocks"/> one, where many follow each other.</remarks>
internal readonly struct LooseWord
{
    private readonly ulong _word;

    private LooseWord(ulong word) => _word = word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator LooseWord(Goldilocks element) => new(element.Value);

    internal ulong Low => (uint)_word;

    internal ulong High => _word >> 32;

    /// <summary>The canonical element.</summary>
    internal Goldilocks Element => new(_word);

    /// <summary>The sum with a canonical element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LooseWord operator +(LooseWord left, Goldilocks right) => Add(left._word, right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LooseWord operator *(LooseWord left, LooseWord right)
    {
        ulong high = Goldilocks.MultiplyHigh(left._word, right._word);
        ulong low = left._word * right._word;
        ulong difference = low - (high >> 32);
        if (low < high >> 32)
        {
            difference -= Goldilocks.Epsilon;
        }

        ulong highLow = (uint)high;
        return Add(difference, (highLow << 32) - highLow);
    }

    /// <summary>low + high·2^32.</summary>
    /// <param name="high">Below 2^63.</param>
    /// <param name="low">Below 2^63.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static LooseWord Join(ulong low, ulong high) => Add(high << 32, (high >> 32) * Goldilocks.Epsilon + low);

    /// <summary>left + right, where right + 2^32 − 1 does not leave 64 bits if left + right does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LooseWord Add(ulong left, ulong right)
    {
        ulong sum = left + right;
        return new(sum + (Goldilocks.Epsilon & (ulong)-(sum < right ? 1L : 0L)));
    }
}
