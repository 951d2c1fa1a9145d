using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Examples.FifthPower;

/// <summary>Fills the rows of <see cref="FifthPowerAir"/> and <see cref="ProductAir"/>.</summary>
public static class FifthPowerTraceGenerator
{
    private const int ProductsPerPower = 3;

    /// <param name="bases">At least one, at most as many as there are rows; the products need three rows each.</param>
    /// <returns>Both traces, and the public values: the first base and its fifth power.</returns>
    public static (NativeMatrix Powers, NativeMatrix Products, Goldilocks[] PublicValues) Generate(
        int logPowersHeight, int logProductsHeight, ReadOnlySpan<Goldilocks> bases)
    {
        NativeMatrix powers = new(1 << logPowersHeight, FifthPowerColumns.Count);
        NativeMatrix products = new(1 << logProductsHeight, ProductColumns.Count);
        for (int row = 0; row < bases.Length; row++)
        {
            Goldilocks x = bases[row];
            Goldilocks square = x * x, fourth = square * square, fifth = fourth * x;
            powers[row, FifthPowerColumns.IsReal] = Goldilocks.One;
            powers[row, FifthPowerColumns.Base] = x;
            powers[row, FifthPowerColumns.Square] = square;
            powers[row, FifthPowerColumns.Fourth] = fourth;
            powers[row, FifthPowerColumns.Fifth] = fifth;

            SetProduct(products, ProductsPerPower * row, x, x, square);
            SetProduct(products, ProductsPerPower * row + 1, square, square, fourth);
            SetProduct(products, ProductsPerPower * row + 2, fourth, x, fifth);
        }

        return (powers, products, [powers[0, FifthPowerColumns.Base], powers[0, FifthPowerColumns.Fifth]]);
    }

    private static void SetProduct(NativeMatrix products, int row, Goldilocks left, Goldilocks right, Goldilocks product)
    {
        products[row, ProductColumns.IsReal] = Goldilocks.One;
        products[row, ProductColumns.Left] = left;
        products[row, ProductColumns.Right] = right;
        products[row, ProductColumns.Product] = product;
    }
}
