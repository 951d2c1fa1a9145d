namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>The Goldilocks field, each operation one remainder of a 128-bit integer.</summary>
internal static class PlainField
{
    public const ulong P = 0xFFFF_FFFF_0000_0001;

    public static ulong Add(ulong a, ulong b) => (ulong)(((UInt128)a + b) % P);

    public static ulong Subtract(ulong a, ulong b) => (ulong)(((UInt128)a + P - b) % P);

    public static ulong Multiply(ulong a, ulong b) => (ulong)((UInt128)a * b % P);

    public static ulong Power(ulong value, ulong exponent)
    {
        ulong result = 1;
        for (; exponent > 0; exponent >>= 1, value = Multiply(value, value))
        {
            result = exponent % 2 == 1 ? Multiply(result, value) : result;
        }

        return result;
    }

    public static ulong Inverse(ulong value) => Power(value, P - 2);

    /// <summary>The root of unity of order 2^k.</summary>
    public static ulong Root(int k) => Power(7, (P - 1) >> k);

    /// <summary>The lowest <paramref name="k"/> bits of i, reversed.</summary>
    public static int Reverse(int k, int i)
    {
        int reversed = 0;
        for (int bit = 0; bit < k; bit++)
        {
            reversed = reversed * 2 + (i >> bit) % 2;
        }

        return reversed;
    }

    /// <summary>The point of element r of a codeword of 2^k elements: on the subgroup.</summary>
    public static ulong SubgroupPoint(int k, int r) => Power(Root(k), (ulong)Reverse(k, r));

    /// <summary>The point of row r of an extension of 2^k rows: on the coset.</summary>
    public static ulong CosetPoint(int k, int r) => Multiply(7, SubgroupPoint(k, r));
}
