namespace Rollup.Proofs.Examples.FifthPower;

/// <summary>One product per row.</summary>
public static class ProductColumns
{
    public const int IsReal = 0;
    public const int Left = 1;
    public const int Right = 2;
    public const int Product = 3;
    public const int Count = 4;
}
