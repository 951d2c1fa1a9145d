using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>An element of the Goldilocks field F_p, p = 2^64 − 2^32 + 1, always held in canonical form (below p).</summary>
/// <remarks>
/// The reduction uses 2^64 ≡ 2^32 − 1 and 2^96 ≡ −1 (mod p). Spans of this type may be reinterpreted as spans of
/// <see cref="ulong"/>: the struct is exactly one word.
/// </remarks>
public readonly partial struct Goldilocks : IExtensionField<Goldilocks>
{
    /// <summary>p = 2^64 − 2^32 + 1.</summary>
    public const ulong Modulus = 0xFFFF_FFFF_0000_0001;

    /// <summary>2^64 mod p = 2^32 − 1.</summary>
    internal const ulong Epsilon = 0xFFFF_FFFF;

    /// <summary>The largest k with 2^k | p − 1.</summary>
    public const int TwoAdicity = 32;

    /// <summary>Smallest generator of the multiplicative group.</summary>
    public const ulong GeneratorValue = 7;

    private readonly ulong _value;

    /// <summary>The element congruent to <paramref name="value"/>; any 64-bit word is accepted and reduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Goldilocks(ulong value) => _value = value >= Modulus ? value - Modulus : value;

    private Goldilocks(ulong canonical, bool _) => _value = canonical;

    /// <summary>The canonical representative.</summary>
    public ulong Value => _value;

    public static Goldilocks Zero => default;

    public static Goldilocks One => new(1, true);

    public static Goldilocks Generator => new(GeneratorValue, true);

    public static int Degree => 1;

    public bool IsZero => _value == 0;

    public Goldilocks this[int index] =>
        index == 0 ? this : throw new ArgumentOutOfRangeException(nameof(index), index, "A base-field element has one coefficient.");

    public static Goldilocks From(Goldilocks value) => value;

    public static implicit operator Goldilocks(ulong value) => new(value);

    /// <summary>Reads a word that must already be canonical, as everything that comes from outside must be.</summary>
    /// <returns>False when <paramref name="value"/> ≥ p.</returns>
    public static bool TryFromCanonical(ulong value, out Goldilocks element)
    {
        element = value < Modulus ? new(value, true) : default;
        return value < Modulus;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Goldilocks operator +(Goldilocks left, Goldilocks right) =>
        SubtractModulo(left._value, Modulus - right._value); // one comparison, where left + right would need two

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Goldilocks operator -(Goldilocks left, Goldilocks right) => SubtractModulo(left._value, right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Goldilocks operator -(Goldilocks value) => SubtractModulo(0, value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Goldilocks operator *(Goldilocks left, Goldilocks right)
    {
        ulong high = MultiplyHigh(left._value, right._value);
        return Reduce(high, left._value * right._value);
    }

    /// <summary>The high word of a product.</summary>
    /// <remarks>Not Math.BigMul: the JIT sends its low word over the stack, which costs more than multiplying again.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong MultiplyHigh(ulong left, ulong right) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(left, right) : Math.BigMul(left, right, out _);

    public static bool operator ==(Goldilocks left, Goldilocks right) => left._value == right._value;

    public static bool operator !=(Goldilocks left, Goldilocks right) => left._value != right._value;

    /// <summary>The element congruent to high·2^64 + low.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Goldilocks Reduce(ulong high, ulong low)
    {
        // high = hh·2^32 + hl, so the value is low − hh + hl·(2^32 − 1).
        ulong highHigh = high >> 32;
        ulong highLow = (uint)high;

        ulong difference = low - highHigh;
        if (low < highHigh)
        {
            difference -= Epsilon; // a borrow of 2^64 is one of 2^32 − 1; once in 2^32 times, so a branch costs nothing
        }

        // difference + product as difference − (p − product): product ≤ p − 2^32, so both cases end below p.
        ulong product = (highLow << 32) - highLow;
        return SubtractModulo(difference, Modulus - product);
    }

    /// <summary>left − right, plus p if that is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Goldilocks SubtractModulo(ulong left, ulong right) =>
        new(left - right - (Epsilon & AllOnesIf(left < right)), true); // adding p is subtracting 2^32 − 1, modulo 2^64

    /// <summary>A mask instead of a branch: carries of field elements are coin tosses that no predictor learns (4 times slower).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AllOnesIf(bool condition) => (ulong)-(condition ? 1L : 0L);

    public Goldilocks Square() => this * this;

    public Goldilocks Double() => this + this;

    public Goldilocks Pow(ulong exponent)
    {
        Goldilocks result = One;
        Goldilocks power = this;
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                result *= power;
            }

            power *= power;
        }

        return result;
    }

    /// <summary>A primitive 2^<paramref name="logOrder"/>-th root of unity: 7^((p−1)/2^k).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0 … 32.</exception>
    public static Goldilocks RootOfUnity(int logOrder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(logOrder);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logOrder, TwoAdicity);
        return RootsOfUnity[logOrder];
    }

    public bool Equals(Goldilocks other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Goldilocks other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();

    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);
}
