using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.RangeCheck;

/// <summary>A message (x) on this bus claims x &lt; 2^16.</summary>
public static class RangeBus
{
    public static readonly Bus Range16 = new(1, "range16", Width: 1);
}
