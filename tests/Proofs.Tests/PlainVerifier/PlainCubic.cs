using System.Numerics;
using static Rollup.Proofs.Tests.PlainVerifier.PlainField;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>c0 + c1·X + c2·X² modulo X³ − X − 1.</summary>
internal readonly record struct PlainCubic(ulong C0, ulong C1, ulong C2)
{
    public bool IsInBaseField => C1 == 0 && C2 == 0;

    public static implicit operator PlainCubic(ulong value) => new(value, 0, 0);

    public static PlainCubic operator +(PlainCubic a, PlainCubic b) => new(Add(a.C0, b.C0), Add(a.C1, b.C1), Add(a.C2, b.C2));

    public static PlainCubic operator -(PlainCubic a, PlainCubic b) =>
        new(Subtract(a.C0, b.C0), Subtract(a.C1, b.C1), Subtract(a.C2, b.C2));

    /// <summary>Schoolbook; X³ becomes X + 1 and X⁴ becomes X² + X.</summary>
    public static PlainCubic operator *(PlainCubic a, PlainCubic b)
    {
        ulong x0 = Multiply(a.C0, b.C0);
        ulong x1 = Add(Multiply(a.C0, b.C1), Multiply(a.C1, b.C0));
        ulong x2 = Add(Add(Multiply(a.C0, b.C2), Multiply(a.C1, b.C1)), Multiply(a.C2, b.C0));
        ulong x3 = Add(Multiply(a.C1, b.C2), Multiply(a.C2, b.C1));
        ulong x4 = Multiply(a.C2, b.C2);
        return new(Add(x0, x3), Add(Add(x1, x3), x4), Add(x2, x4));
    }

    public static PlainCubic operator /(PlainCubic a, PlainCubic b) => a * Power(b, BigInteger.Pow(P, 3) - 2);

    public static PlainCubic Power(PlainCubic value, BigInteger exponent)
    {
        PlainCubic result = 1;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            result = exponent.IsEven ? result : result * value;
        }

        return result;
    }

    /// <summary>Σ valuesᵢ·xⁱ.</summary>
    public static PlainCubic Evaluate(IEnumerable<PlainCubic> values, PlainCubic x) =>
        values.Reverse().Aggregate((PlainCubic)0, (sum, value) => sum * x + value);
}
