using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>The constants of an evaluation from coefficients in bit-reversed order to points in natural order.</summary>
/// <remarks>
/// Decimation in time, two layers at a time: from the values of the four polynomials of coefficients 0, 2, 1, 3 modulo 4
/// at the points x⁴ come the values at x, ix, −x, −ix. The layer that makes blocks of 4m rows has, for each i below m,
/// x = shift^(length/4m)·ω₄ₘⁱ. When log₂ of the length is odd, one layer that joins two halves comes last.
/// </remarks>
internal sealed unsafe class CombinationTable : IDisposable
{
    private readonly NativeBuffer _words;
    private readonly long[] _layers;
    private readonly long _halves;

    /// <param name="isInverse">Evaluates at the inverses of the subgroup's points, times <paramref name="shift"/>.</param>
    public CombinationTable(int logLength, Goldilocks shift, bool isInverse)
    {
        LogLength = logLength;
        IsInverse = isInverse;
        _layers = new long[logLength / 2];
        long size = 0;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer] = size;
            size += EvaluationTable.NodeWords * (long)Quarter(layer);
        }

        _halves = size;
        _words = NativeBuffer.Uninitialized(size + (EndsWithHalves ? 1L << (logLength - 1) : 0));
        Fill(shift);
    }

    public int LogLength { get; }

    public bool IsInverse { get; }

    public bool EndsWithHalves => LogLength % 2 == 1;

    public int LayerCount => _layers.Length;

    /// <summary>x of each row of the first half, for the layer that joins two halves.</summary>
    public ulong* Halves => _words.Words + _halves;

    /// <summary>Rows in a quarter of the blocks that this layer makes: 1, 4, 16, ….</summary>
    public static int Quarter(int layer) => 1 << (2 * layer);

    public ulong* Row(int layer, long row) => _words.Words + _layers[layer] + EvaluationTable.NodeWords * row;

    public void Dispose() => _words.Dispose();

    private void Fill(Goldilocks shift)
    {
        for (int layer = 0; layer < LayerCount; layer++)
        {
            int logBlock = 2 * layer + 2;
            Goldilocks x = shift.Pow(1UL << (LogLength - logBlock));
            Goldilocks root = Root(logBlock);
            for (int i = 0; i < Quarter(layer); i++)
            {
                ulong* words = Row(layer, i);
                words[0] = x.Value;
                words[1] = (x * x).Value;
                words[2] = (x * x * x).Value;
                x *= root;
            }
        }

        if (EndsWithHalves)
        {
            Goldilocks x = shift;
            Goldilocks root = Root(LogLength);
            for (int i = 0; i < 1 << (LogLength - 1); i++)
            {
                Halves[i] = x.Value;
                x *= root;
            }
        }
    }

    private Goldilocks Root(int logOrder) =>
        IsInverse ? Goldilocks.RootOfUnity(logOrder).Inverse() : Goldilocks.RootOfUnity(logOrder);
}
