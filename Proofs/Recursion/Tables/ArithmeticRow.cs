using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>d = Product·a·b + Left·a + Addend·c + Constant over the cubic extension; the factors are base-field constants of the circuit.</summary>
public readonly record struct ArithmeticRow
{
    public Slot A { get; init; }

    public Slot B { get; init; }

    public Slot C { get; init; }

    public Slot D { get; init; }

    public Goldilocks Product { get; init; }

    public Goldilocks Left { get; init; }

    public Goldilocks Addend { get; init; }

    public Goldilocks Constant { get; init; }
}
