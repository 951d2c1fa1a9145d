namespace Rollup.Proofs.Examples.Fibonacci;

/// <summary>Two neighbours of the sequence per row.</summary>
public static class FibonacciColumns
{
    public const int Current = 0;
    public const int Following = 1;
    public const int Count = 2;
}
