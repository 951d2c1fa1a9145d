using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>What an executor of a circuit found for its rows: enough to fill the trace of any machine.</summary>
/// <remarks>
/// One flat list per kind of row, in the order of the circuit's descriptors. Everything else in a trace (S-boxes, outputs,
/// middle sums, bits and what is made of them) follows from these and the descriptors.
/// </remarks>
public sealed class RowValues(int spongeCount, int nodeCount, int arithmeticCount, int bitCount)
{
    /// <summary>Input (12), cubic factor (3), base factor (1), cubic sum (3), base sum (3).</summary>
    public const int SpongeLength = 22;

    /// <summary>Left and right (8), bit, index.</summary>
    public const int NodeLength = 10;

    /// <summary>a, b, c, d, three each.</summary>
    public const int ArithmeticLength = 12;

    private readonly Goldilocks[] _sponges = new Goldilocks[(long)spongeCount * SpongeLength];
    private readonly Goldilocks[] _nodes = new Goldilocks[(long)nodeCount * NodeLength];
    private readonly Goldilocks[] _arithmetic = new Goldilocks[(long)arithmeticCount * ArithmeticLength];
    private readonly Goldilocks[] _bits = new Goldilocks[bitCount];

    public int SpongeCount { get; } = spongeCount;

    public int NodeCount { get; } = nodeCount;

    public int ArithmeticCount { get; } = arithmeticCount;

    public int BitCount => _bits.Length;

    public SpongeValues Sponge(int row) => new(_sponges.AsSpan(row * SpongeLength, SpongeLength));

    public NodeValues Node(int row) => new(_nodes.AsSpan(row * NodeLength, NodeLength));

    public ArithmeticValues Arithmetic(int row) => new(_arithmetic.AsSpan(row * ArithmeticLength, ArithmeticLength));

    /// <summary>The element whose bit row <paramref name="row"/> holds: the same on all 64 rows of a group.</summary>
    public ref Goldilocks BitValue(int row) => ref _bits[row];
}
