namespace Rollup.Proofs.Examples.RangeCheck;

/// <summary>A 32-bit number, its two 16-bit limbs, and the sum of the numbers so far.</summary>
public static class LimbsColumns
{
    public const int IsReal = 0;
    public const int Value = 1;
    public const int LowLimb = 2;
    public const int HighLimb = 3;
    public const int Total = 4;
    public const int Count = 5;
}
