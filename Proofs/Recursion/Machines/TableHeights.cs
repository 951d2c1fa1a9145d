using System.Collections.Immutable;
using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Machines;

/// <summary>log₂ of the heights of the wide machine's tables.</summary>
public readonly record struct TableHeights(int Arithmetic, int Node, int Sponge, int Bits)
{
    /// <summary>In the order of the program's tables.</summary>
    public ImmutableArray<int> All => [Sponge, Node, Arithmetic, Bits];

    /// <summary>The least that hold a circuit.</summary>
    public static TableHeights Of(Circuit circuit, int lanes) => new(
        LogOf((circuit.Arithmetic.Length + lanes - 1) / lanes),
        LogOf(circuit.Nodes.Length),
        LogOf(circuit.Sponges.Length),
        LogOf(circuit.Bits.Length));

    /// <summary>The greater of each.</summary>
    public TableHeights Max(TableHeights other) => new(
        Math.Max(Arithmetic, other.Arithmetic), Math.Max(Node, other.Node), Math.Max(Sponge, other.Sponge), Math.Max(Bits, other.Bits));

    private static int LogOf(int rows) => rows <= 1 ? 0 : 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)(rows - 1));
}
