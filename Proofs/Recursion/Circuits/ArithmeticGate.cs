using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>d = Product·a·b + Left·a + Addend·c + Constant on wires; a wire that a zero factor makes idle is none.</summary>
internal readonly record struct ArithmeticGate
{
    public Wire A { get; init; }

    public Wire B { get; init; }

    public Wire C { get; init; }

    public Wire D { get; init; }

    public Goldilocks Product { get; init; }

    public Goldilocks Left { get; init; }

    public Goldilocks Addend { get; init; }

    public Goldilocks Constant { get; init; }
}
