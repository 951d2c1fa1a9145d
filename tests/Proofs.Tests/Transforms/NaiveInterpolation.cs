using Rollup.Crypto;

namespace Rollup.Proofs.Tests.Transforms;

/// <summary>Interpolation and evaluation by their definitions, in quadratic time.</summary>
internal static class NaiveInterpolation
{
    /// <summary>Coefficients of the polynomial with value i at ωⁱ: c_k = 1/N·Σ v_i·ω^(−ik).</summary>
    public static Goldilocks[] OnSubgroup(Goldilocks[] values)
    {
        ulong count = (ulong)values.Length;
        Goldilocks root = Goldilocks.RootOfUnity(System.Numerics.BitOperations.Log2(count)).Inverse();
        Goldilocks[] coefficients = new Goldilocks[values.Length];
        for (ulong k = 0; k < count; k++)
        {
            for (ulong i = 0; i < count; i++)
            {
                coefficients[k] += values[i] * root.Pow(i * k % count);
            }

            coefficients[k] *= new Goldilocks(count).Inverse();
        }

        return coefficients;
    }

    public static Goldilocks Evaluate(Goldilocks[] coefficients, Goldilocks point)
    {
        Goldilocks sum = default;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = sum * point + coefficients[i];
        }

        return sum;
    }
}
