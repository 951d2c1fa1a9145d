using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>What an execution of a circuit puts into its rows, before a machine lays them out as traces.</summary>
/// <remarks>Elements of a row stand together; rows are those of the circuit, without padding.</remarks>
public sealed class RowValues(int arithmeticRows, int nodeRows, int spongeRows, int bitGroups)
{
    /// <summary>a, b, c, d, three elements each.</summary>
    public const int ArithmeticWidth = 12;

    /// <summary>Left and right digest, the bit, the index.</summary>
    public const int NodeWidth = 10;

    /// <summary>The state before the permutation (12), the cubic factor (3), the base factor. The sums follow from these.</summary>
    public const int SpongeWidth = 16;

    /// <summary>Rows of one decomposition.</summary>
    public const int BitGroupRows = 64;

    public Goldilocks[] Arithmetic { get; } = new Goldilocks[arithmeticRows * ArithmeticWidth];

    public Goldilocks[] Nodes { get; } = new Goldilocks[nodeRows * NodeWidth];

    public Goldilocks[] Sponges { get; } = new Goldilocks[spongeRows * SpongeWidth];

    /// <summary>The decomposed value of each group of <see cref="BitGroupRows"/> rows; bits and everything else follow from it.</summary>
    public Goldilocks[] Bits { get; } = new Goldilocks[bitGroups];

    public Span<Goldilocks> ArithmeticRow(int row) => Arithmetic.AsSpan(row * ArithmeticWidth, ArithmeticWidth);

    public Span<Goldilocks> NodeRow(int row) => Nodes.AsSpan(row * NodeWidth, NodeWidth);

    public Span<Goldilocks> SpongeRow(int row) => Sponges.AsSpan(row * SpongeWidth, SpongeWidth);
}
