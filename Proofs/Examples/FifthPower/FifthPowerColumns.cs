namespace Rollup.Proofs.Examples.FifthPower;

/// <summary>x and the powers on the way to x⁵.</summary>
public static class FifthPowerColumns
{
    public const int IsReal = 0;
    public const int Base = 1;
    public const int Square = 2;
    public const int Fourth = 3;
    public const int Fifth = 4;
    public const int Count = 5;
}
