namespace Rollup.Crypto;

/// <summary>Inverse, quadratic character and square root.</summary>
public readonly partial struct Goldilocks
{
    private static readonly Goldilocks[] RootsOfUnity =
        [.. Enumerable.Range(0, TwoAdicity + 1).Select(logOrder => Generator.Pow((Modulus - 1) >> logOrder))];

    /// <summary>x^(p−2), by Fermat: p − 2 = (2^31 − 1)·2^33 + 2^32 − 1, a chain of 63 squarings and 9 products.</summary>
    /// <exception cref="DivideByZeroException">The element is zero.</exception>
    public Goldilocks Inverse()
    {
        if (IsZero)
        {
            throw new DivideByZeroException("Zero has no inverse in the Goldilocks field.");
        }

        Goldilocks ones31 = PowOnes31();
        Goldilocks ones32 = ones31.Square() * this;
        return ones31.SquareTimes(33) * ones32;
    }

    /// <summary>x^((p−1)/2): 0 for zero, 1 for other squares, −1 otherwise.</summary>
    public Goldilocks Legendre() => (PowOnes31().Square() * this).SquareTimes(31);

    /// <summary>A square root, by Tonelli and Shanks over the 2^32-th roots of unity; which of the two is not specified.</summary>
    /// <returns>False when this element is not a square.</returns>
    public bool TrySqrt(out Goldilocks root)
    {
        // With q = 2^32 − 1 odd: x^((q+1)/2) is the root up to a 2^31-th root of unity, and x^q tells which.
        Goldilocks ones31 = PowOnes31();
        root = ones31 * this;
        Goldilocks error = ones31 * root;

        // powers[i] = error^(2^i), kept up to date: independent products are cheaper than squaring anew in each round.
        Span<Goldilocks> powers = stackalloc Goldilocks[TwoAdicity];
        powers[0] = error;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1].Square();
        }

        for (int log = TwoAdicity - 1; log > 0; log--)
        {
            // error has an order dividing 2^log; if it is exactly 2^log, the next factor halves it.
            if (powers[log - 1] == -One)
            {
                root *= RootsOfUnity[log + 1];
                for (int i = 0; i < log; i++)
                {
                    powers[i] *= RootsOfUnity[log - i];
                }
            }
        }

        if (IsZero || powers[0] == One)
        {
            return true;
        }

        root = default;
        return false;
    }

    /// <summary>This element to the power 2^<paramref name="count"/>.</summary>
    public Goldilocks SquareTimes(int count)
    {
        Goldilocks result = this;
        for (int i = 0; i < count; i++)
        {
            result *= result;
        }

        return result;
    }

    /// <summary>x^(2^31 − 1).</summary>
    private Goldilocks PowOnes31()
    {
        Goldilocks ones2 = Square() * this;
        Goldilocks ones3 = ones2.Square() * this;
        Goldilocks ones6 = ones3.SquareTimes(3) * ones3;
        Goldilocks ones7 = ones6.Square() * this;
        Goldilocks ones14 = ones7.SquareTimes(7) * ones7;
        Goldilocks ones15 = ones14.Square() * this;
        Goldilocks ones30 = ones15.SquareTimes(15) * ones15;
        return ones30.Square() * this;
    }
}
