using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.FifthPower;

/// <summary>A message (a, b, c) on this bus claims a·b = c.</summary>
public static class ProductBus
{
    public static readonly Bus Product = new(2, "product", Width: 3);
}
