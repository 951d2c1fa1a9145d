using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>A sum of up to 2^32 products of field elements, held as a 160-bit integer and reduced once at the end.</summary>
public readonly struct WideSum
{
    private readonly ulong _low;
    private readonly ulong _high;
    private readonly ulong _carry;

    private WideSum(ulong carry, ulong high, ulong low) => (_carry, _high, _low) = (carry, high, low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideSum Of(Goldilocks left, Goldilocks right)
    {
        return new(0, Goldilocks.MultiplyHigh(left.Value, right.Value), left.Value * right.Value);
    }

    /// <summary>This sum and left · right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WideSum Add(Goldilocks left, Goldilocks right)
    {
        ulong high = Goldilocks.MultiplyHigh(left.Value, right.Value);
        ulong low = left.Value * right.Value + _low;
        high += low < _low ? 1UL : 0; // a product's high word is below 2^64 − 1, so this cannot wrap
        ulong sum = high + _high;
        return new(_carry + (sum < high ? 1UL : 0), sum, low);
    }

    /// <summary>The sum as a field element, by 2^128 ≡ −2^32 (mod p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Goldilocks Reduce() => Goldilocks.Reduce(_high, _low) - new Goldilocks(_carry << 32);
}
