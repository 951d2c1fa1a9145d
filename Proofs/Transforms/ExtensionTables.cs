using System.Collections.Concurrent;
using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>The constants for extending traces of 2^n rows; see <see cref="PanelExtension"/> for the steps they serve.</summary>
/// <remarks>About (1 + blow-up)·2^n words, built once per size and kept for the life of the process.</remarks>
internal sealed unsafe class ExtensionTables
{
    /// <summary>A block of 2^12 rows is 256 KiB: it stays in the second-level cache from one step to the next.</summary>
    private const int LogBlockRows = 12;

    private static readonly ConcurrentDictionary<(int LogRowCount, int LogBlowup), Lazy<ExtensionTables>> Built = new();

    private ExtensionTables(int logRowCount, int logBlowup)
    {
        LogRowCount = logRowCount;
        LogBlowup = logBlowup;
        LogBlocks = logRowCount <= LogBlockRows ? 0 : Math.Max(2, logRowCount - LogBlockRows);

        Goldilocks inverseRoot = Goldilocks.RootOfUnity(logRowCount).Inverse();
        Goldilocks scale = new Goldilocks(1UL << logRowCount).Inverse();
        AcrossBlocks = new(LogBlocks, Goldilocks.One, isInverse: true);
        WithinBlocks = [.. Enumerable.Range(0, Blocks).Select(block =>
            new EvaluationTable(LogBlockLength, inverseRoot.Pow((ulong)block), isInverse: true, scale))];
        Scale = NativeBuffer.Uninitialized(1);
        *Scale.Words = scale.Value;
        Cosets = [.. Enumerable.Range(0, 1 << logBlowup).Select(coset => new CosetTables(this, coset))];
    }

    public int LogRowCount { get; }

    public int LogBlowup { get; }

    /// <summary>log₂ of T.</summary>
    public int LogBlocks { get; }

    public int Blocks => 1 << LogBlocks;

    /// <summary>log₂ of M.</summary>
    public int LogBlockLength => LogRowCount - LogBlocks;

    public int BlockLength => 1 << LogBlockLength;

    public EvaluationTable AcrossBlocks { get; }

    public EvaluationTable[] WithinBlocks { get; }

    /// <summary>1/N.</summary>
    public NativeBuffer Scale { get; }

    public CosetTables[] Cosets { get; }

    public static ExtensionTables For(int logRowCount, int logBlowup) =>
        Built.GetOrAdd((logRowCount, logBlowup), key => new(() => new(key.LogRowCount, key.LogBlowup))).Value;
}

/// <summary>The constants for one coset s·H of the extended domain.</summary>
internal sealed unsafe class CosetTables
{
    private readonly ExtensionTables _extension;
    private readonly NativeBuffer? _acrossWords;
    private readonly long[] _acrossLayers = [];

    public CosetTables(ExtensionTables extension, int coset)
    {
        _extension = extension;
        Shift = EvaluationDomain.CosetShift(extension.LogRowCount, extension.LogBlowup, coset);
        WithinBlocks = new(extension.LogBlockLength, Shift.Pow((ulong)extension.Blocks), isInverse: false);
        if (extension.LogBlocks > 0)
        {
            _acrossLayers = LayOut(out long size);
            _acrossWords = NativeBuffer.Uninitialized(size);
            FillAcross();
        }
    }

    /// <summary>s.</summary>
    public Goldilocks Shift { get; }

    public CombinationTable WithinBlocks { get; }

    /// <summary>Whether T starts with a layer of halves.</summary>
    public bool StartsWithHalves => _extension.LogBlocks % 2 == 1;

    public int LayerCount => _extension.LogBlocks / 2;

    /// <summary>x^(T/2) of place m, x = s·ωᵐ.</summary>
    public ulong* Halves(int place) => _acrossWords!.Words + place;

    /// <summary>Node b of a layer but the last, at place m; the next place's is 3 words on.</summary>
    public ulong* Node(int layer, int node, int place) =>
        _acrossWords!.Words + _acrossLayers[layer] + EvaluationTable.NodeWords * ((long)node * _extension.BlockLength + place);

    /// <summary>Node b of the last layer at place m; the next node's is 3 words on.</summary>
    public ulong* LastNode(int node, int place) =>
        _acrossWords!.Words + _acrossLayers[^1] + EvaluationTable.NodeWords * (((long)place << (_extension.LogBlocks - 2)) + node);

    private long[] LayOut(out long size)
    {
        long[] layers = new long[LayerCount];
        size = StartsWithHalves ? _extension.BlockLength : 0;
        for (int layer = 0; layer < layers.Length; layer++)
        {
            layers[layer] = size;
            size += EvaluationTable.NodeWords * ((long)_extension.BlockLength << NodeLog(layer));
        }

        return layers;
    }

    private int NodeLog(int layer) => _extension.LogBlocks - 2 * (LayerCount - layer);

    private void FillAcross()
    {
        Goldilocks root = Goldilocks.RootOfUnity(_extension.LogRowCount);
        Goldilocks[] points = EvaluationTable.NodePoints(1L << NodeLog(LayerCount - 1), isInverse: false);
        Goldilocks x = Shift;
        for (int place = 0; place < _extension.BlockLength; place++, x *= root)
        {
            if (StartsWithHalves)
            {
                *Halves(place) = x.Pow((ulong)_extension.Blocks / 2).Value;
            }

            for (int layer = 0; layer < LayerCount; layer++)
            {
                Goldilocks factor = x.Pow(1UL << (2 * (LayerCount - 1 - layer)));
                for (int node = 0; node < 1 << NodeLog(layer); node++)
                {
                    Goldilocks y = factor * points[node];
                    ulong* words = layer == LayerCount - 1 ? LastNode(node, place) : Node(layer, node, place);
                    words[0] = y.Value;
                    words[1] = (y * y).Value;
                    words[2] = (y * y * y).Value;
                }
            }
        }
    }
}
