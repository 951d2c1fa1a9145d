namespace Rollup.Crypto.Curve;

/// <summary>Products by Montgomery's method with radix 2^320, on plain (not Montgomery) representatives.</summary>
/// <remarks>
/// A product costs two Montgomery steps, which is nothing beside a point multiplication, and keeps encoding, comparison and
/// addition free of conversions.
/// </remarks>
public readonly partial struct Scalar
{
    /// <summary>−1/n mod 2^64.</summary>
    private const ulong NegatedInverseOfOrder = 0xD78B_EF72_057B_7BDF;

    /// <summary>2^640 mod n: a Montgomery step by it undoes the division by 2^320 of another.</summary>
    private static readonly Scalar RadixSquared = PowerOfTwo(640);

    public static Scalar operator *(Scalar left, Scalar right) => MontgomeryStep(MontgomeryStep(left, RadixSquared), right);

    /// <summary>x^(n−2), by Fermat.</summary>
    /// <exception cref="DivideByZeroException">The scalar is zero.</exception>
    public Scalar Inverse()
    {
        if (IsZero)
        {
            throw new DivideByZeroException("Zero has no inverse modulo the group order.");
        }

        Scalar result = One;
        for (int bit = 64 * LimbCount - 1; bit >= 0; bit--)
        {
            result *= result;

            // n ends in …FFE1, so n − 2 differs from n in the lowest word only.
            ulong word = bit < 64 ? Order[0] - 2 : Order[bit / 64];
            if (((word >> (bit % 64)) & 1) != 0)
            {
                result *= this;
            }
        }

        return result;
    }

    /// <summary>The residue of a big-endian integer of any length.</summary>
    /// <remarks>Of uniform bytes the result is uniform up to a bias of 2^(319 − bits): 64 bytes leave 2^−193.</remarks>
    public static Scalar Reduce(ReadOnlySpan<byte> bigEndian)
    {
        Scalar radix = new(256UL);
        Scalar result = Zero;
        foreach (byte digit in bigEndian)
        {
            result = result * radix + new Scalar((ulong)digit);
        }

        return result;
    }

    /// <summary>The residue of d₀ + d₁·p + d₂·p² + …, p the Goldilocks modulus.</summary>
    /// <remarks>Radix p, not 2^64: uniform field elements then are a uniform integer below p^length, with no gap at each digit.</remarks>
    public static Scalar FromDigits(ReadOnlySpan<Goldilocks> digits)
    {
        Scalar radix = new(Goldilocks.Modulus);
        Scalar result = Zero;
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            result = result * radix + new Scalar(digits[i].Value);
        }

        return result;
    }

    /// <summary>left · right / 2^320 mod n.</summary>
    private static Scalar MontgomeryStep(in Scalar left, in Scalar right)
    {
        // Invariant: sum < 2^320 before and after each round, since sum + left·word + factor·n
        // ≤ 2^320 − 1 + (2^64 − 1)(n − 1) + (2^64 − 1)·n < 2^384. At the end sum < 2n.
        Limbs sum = default;
        for (int i = 0; i < LimbCount; i++)
        {
            ulong word = right._limbs[i];
            ulong factor = (sum[0] + left._limbs[0] * word) * NegatedInverseOfOrder;
            ulong carryOfProduct = 0, carryOfReduction = 0;
            for (int j = 0; j < LimbCount; j++)
            {
                UInt128 product = (UInt128)left._limbs[j] * word + sum[j] + carryOfProduct;
                carryOfProduct = (ulong)(product >> 64);
                UInt128 reduced = (UInt128)factor * Order[j] + (ulong)product + carryOfReduction;
                carryOfReduction = (ulong)(reduced >> 64);
                if (j > 0)
                {
                    sum[j - 1] = (ulong)reduced;
                }
            }

            sum[LimbCount - 1] = carryOfProduct + carryOfReduction;
        }

        return ReduceOnce(sum);
    }

    private static Scalar PowerOfTwo(int exponent)
    {
        Scalar result = One;
        for (int i = 0; i < exponent; i++)
        {
            result += result;
        }

        return result;
    }
}
