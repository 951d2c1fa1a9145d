using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>The constants of an evaluation from coefficients in natural order to points in bit-reversed order.</summary>
/// <remarks>
/// As in <see cref="Ntt.Evaluate"/>, two layers at a time: a block of 4m coefficients, modulo x^4m − y⁴, is reduced modulo
/// x^m − y, x^m + y, x^m − iy and x^m + iy. Node b of the layer with quarters of m rows has y = shift^m·P(b), P(b) being
/// row 4b of the bit-reversed subgroup. When log₂ of the length is odd, one layer of halves comes first.
/// </remarks>
internal sealed unsafe class EvaluationTable : IDisposable
{
    /// <summary>Words of one node: y, y², y³.</summary>
    public const int NodeWords = 3;

    private readonly NativeBuffer _words;
    private readonly long[] _layers;

    public EvaluationTable(int logLength, Goldilocks shift)
    {
        LogLength = logLength;
        _layers = new long[logLength / 2];
        long size = 1;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer] = size;
            size += NodeWords * NodeCount(layer);
        }

        _words = NativeBuffer.Uninitialized(size);
        Fill(shift);
    }

    public int LogLength { get; }

    public bool StartsWithHalves => LogLength % 2 == 1;

    public int LayerCount => _layers.Length;

    /// <summary>The one constant of the layer of halves.</summary>
    public ulong* Halves => _words.Words;

    /// <summary>Rows in a quarter of this layer's blocks.</summary>
    public int Quarter(int layer) => 1 << (2 * (LayerCount - 1 - layer));

    public ulong* Node(int layer, long node) => _words.Words + _layers[layer] + NodeWords * node;

    public void Dispose() => _words.Dispose();

    private long NodeCount(int layer) => 1L << (LogLength - 2 * (LayerCount - layer));

    private void Fill(Goldilocks shift)
    {
        *Halves = shift.Pow(1UL << LogLength >> 1).Value;
        if (LayerCount == 0)
        {
            return;
        }

        Goldilocks[] points = NodePoints(NodeCount(LayerCount - 1));
        for (int layer = 0; layer < LayerCount; layer++)
        {
            Goldilocks factor = shift.Pow((ulong)Quarter(layer));
            for (long node = 0; node < NodeCount(layer); node++)
            {
                Goldilocks y = factor * points[node];
                Goldilocks square = y * y;
                ulong* words = Node(layer, node);
                (words[0], words[1], words[2]) = (y.Value, square.Value, (square * y).Value);
            }
        }
    }

    /// <summary>P(b) = ω^rev(4b) for b below <paramref name="count"/>, a power of two.</summary>
    private static Goldilocks[] NodePoints(long count)
    {
        Goldilocks[] points = new Goldilocks[count];
        points[0] = Goldilocks.One;
        for (int j = 0; 1L << j < count; j++)
        {
            Goldilocks root = Goldilocks.RootOfUnity(j + 3);
            for (int node = 0; node < 1 << j; node++)
            {
                points[(1 << j) + node] = points[node] * root;
            }
        }

        return points;
    }
}
