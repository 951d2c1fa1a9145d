using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Examples.Fibonacci;

/// <summary>Fills the rows of <see cref="FibonacciAir"/>.</summary>
public static class FibonacciTraceGenerator
{
    /// <returns>The trace, and the public values that it satisfies.</returns>
    public static (NativeMatrix Trace, Goldilocks[] PublicValues) Generate(int logHeight, Goldilocks first, Goldilocks second)
    {
        NativeMatrix trace = new(1 << logHeight, FibonacciColumns.Count);
        (Goldilocks current, Goldilocks following) = (first, second);
        for (int row = 0; row < trace.RowCount; row++)
        {
            trace[row, FibonacciColumns.Current] = current;
            trace[row, FibonacciColumns.Following] = following;
            (current, following) = (following, current + following);
        }

        // After the loop, current is the second cell of the last row.
        return (trace, [first, second, current]);
    }
}
