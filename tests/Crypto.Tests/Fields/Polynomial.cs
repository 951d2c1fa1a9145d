using System.Numerics;

namespace Rollup.Crypto.Tests.Fields;

/// <summary>A polynomial over Goldilocks in plain 128-bit integers, lowest degree first: the reference for the extensions.</summary>
internal sealed class Polynomial
{
    private const ulong P = Goldilocks.Modulus;
    private readonly ulong[] _coefficients;

    internal Polynomial(params IEnumerable<BigInteger> coefficients)
        : this([.. coefficients.Select(c => (ulong)((c % P + P) % P))])
    {
    }

    private Polynomial(ulong[] coefficients)
    {
        int length = coefficients.Length;
        while (length > 0 && coefficients[length - 1] == 0)
        {
            length--;
        }

        _coefficients = coefficients[..length];
    }

    internal static Polynomial X { get; } = new([0, 1]);

    /// <summary>−1 for the zero polynomial.</summary>
    internal int Degree => _coefficients.Length - 1;

    internal ulong this[int index] => index < _coefficients.Length ? _coefficients[index] : 0;

    internal static Polynomial Of<TField>(TField element)
        where TField : struct, IExtensionField<TField> =>
        new([.. Enumerable.Range(0, TField.Degree).Select(i => element[i].Value)]);

    public static Polynomial operator -(Polynomial a, Polynomial b) =>
        new([.. Enumerable.Range(0, Math.Max(a.Degree, b.Degree) + 1).Select(i => Subtract(a[i], b[i]))]);

    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        ulong[] product = new ulong[Math.Max(0, a.Degree + b.Degree + 1)];
        for (int i = 0; i <= a.Degree; i++)
        {
            for (int j = 0; j <= b.Degree; j++)
            {
                product[i + j] = (ulong)(((UInt128)a[i] * b[j] + product[i + j]) % P);
            }
        }

        return new(product);
    }

    public static Polynomial operator %(Polynomial a, Polynomial modulus)
    {
        ulong[] rest = [.. a._coefficients];
        ulong leadInverse = (ulong)BigInteger.ModPow(modulus[modulus.Degree], P - 2, P);
        for (int degree = a.Degree; degree >= modulus.Degree; degree--)
        {
            ulong factor = (ulong)((UInt128)rest[degree] * leadInverse % P);
            for (int i = 0; i <= modulus.Degree; i++)
            {
                int at = degree - modulus.Degree + i;
                rest[at] = Subtract(rest[at], (ulong)((UInt128)factor * modulus[i] % P));
            }
        }

        return new(rest);
    }

    /// <summary>Rabin's test: X^(p^n) ≡ X mod f, and gcd(X^(p^(n/q)) − X, f) = 1 for each prime q that divides n.</summary>
    internal bool IsIrreducible()
    {
        Polynomial[] frobenius = new Polynomial[Degree + 1];
        frobenius[0] = X % this;
        for (int i = 1; i <= Degree; i++)
        {
            frobenius[i] = PowModulus(frobenius[i - 1]);
        }

        return (frobenius[Degree] - frobenius[0]).Degree < 0
            && new[] { 2, 3, 5, 7, 11 }.Where(q => Degree % q == 0).All(q => GreatestCommonDivisor(frobenius[Degree / q] - frobenius[0]).Degree == 0);
    }

    /// <summary>value^p mod this.</summary>
    private Polynomial PowModulus(Polynomial value)
    {
        Polynomial result = new([1]);
        for (int bit = 63; bit >= 0; bit--)
        {
            result = result * result % this;
            if ((Goldilocks.Modulus >> bit & 1) != 0)
            {
                result = result * value % this;
            }
        }

        return result;
    }

    private Polynomial GreatestCommonDivisor(Polynomial other)
    {
        (Polynomial a, Polynomial b) = (this, other);
        while (b.Degree >= 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }

    private static ulong Subtract(ulong a, ulong b) => (ulong)(((UInt128)a + P - b) % P);
}
