using System.Numerics;
using Rollup.Crypto;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Where the rows of a circuit stand in the narrow table.</summary>
/// <remarks>
/// First the permutations of the sponges, in order, each leaf's with its path behind it; then the other nodes, the sums, the
/// operations and the bits. A sponge row whose state nobody reads needs no permutation: only its words and their sums.
/// </remarks>
public sealed class NarrowLayout
{
    private readonly SpongeRow[] _sponges;
    private readonly NodeRow[] _nodes;
    private readonly ArithmeticRow[] _arithmetic;
    private readonly BitRow[] _bits;
    private readonly List<NarrowRow> _rows = [];
    private readonly bool[] _needsPermutation;
    private readonly bool[] _isPlacedNode;

    private NarrowLayout(SpongeRow[] sponges, NodeRow[] nodes, ArithmeticRow[] arithmetic, BitRow[] bits)
    {
        (_sponges, _nodes, _arithmetic, _bits) = (sponges, nodes, arithmetic, bits);
        _isPlacedNode = new bool[nodes.Length];
        _needsPermutation = new bool[sponges.Length];
        for (int sponge = sponges.Length - 1; sponge >= 0; sponge--)
        {
            _needsPermutation[sponge] = NeedsRelay(sponge) || IsContinued(sponge);
        }

        FirstFreeAddress = 1 + GreatestAddress();
        CheckSharedWords();
        PlaceSponges();
        PlaceNodes();
        PlaceSums();
        PlaceOperations();
        PlaceBits();
    }

    /// <summary>Rows in use.</summary>
    public int RowCount => _rows.Count;

    /// <summary>log₂ of the least height that holds them.</summary>
    public int LogHeight => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, RowCount)));

    internal IReadOnlyList<NarrowRow> Rows => _rows;

    internal ReadOnlySpan<SpongeRow> Sponges => _sponges;

    internal ReadOnlySpan<NodeRow> Nodes => _nodes;

    internal ReadOnlySpan<ArithmeticRow> Arithmetic => _arithmetic;

    internal ReadOnlySpan<BitRow> Bits => _bits;

    /// <summary>Addresses from here on are none of the circuit's: each sponge row may use two for its words.</summary>
    internal int FirstFreeAddress { get; }

    /// <summary>Finds a place for each row of a circuit.</summary>
    /// <exception cref="ArgumentException">The rows ask for something no machine could do; the message names the row.</exception>
    public static NarrowLayout Of(
        ReadOnlySpan<SpongeRow> sponges, ReadOnlySpan<NodeRow> nodes, ReadOnlySpan<ArithmeticRow> arithmetic, ReadOnlySpan<BitRow> bits)
    {
        NarrowLayoutChecks.Check(sponges);
        NarrowLayoutChecks.Check(nodes);
        BitGroup.CheckLength(bits.Length);
        return new(sponges.ToArray(), nodes.ToArray(), arithmetic.ToArray(), bits.ToArray());
    }

    /// <summary>Rows in use of each kind.</summary>
    public IReadOnlyDictionary<NarrowRowKind, int> CountByKind() => _rows.GroupBy(row => row.Kind).ToDictionary(group => group.Key, group => group.Count());

    internal static bool IsUsed(Slot slot) => slot.Address != 0;

    /// <summary>Whether the next row of the circuit continues this row's sponge, to an end that anybody reads.</summary>
    internal bool IsContinued(int sponge) => sponge + 1 < _sponges.Length && !_sponges[sponge + 1].Starts && _needsPermutation[sponge + 1];

    /// <summary>Whether anybody reads the state after this row.</summary>
    internal bool NeedsPermutation(int sponge) => _needsPermutation[sponge];

    /// <summary>Whether the row has a row of its own for its words and sums.</summary>
    internal bool HasSum(int sponge) => _sponges[sponge].Pattern != RowPattern.None || !NeedsPermutation(sponge);

    /// <summary>Whether one of a block's two words has a place in a sum: a second word of padding need not.</summary>
    internal bool IsSummed(int sponge, int half) =>
        half == 0 || _sponges[sponge].Padding < WireBus.WordLength || IsUsed(_sponges[sponge].Word1);

    /// <summary>The words of a matrix's row.</summary>
    /// <param name="first">Its first block.</param>
    internal int SummedWords(int first)
    {
        int last = first;
        while (_sponges[last].Continues)
        {
            last++;
        }

        return 2 * (last - first) + (IsSummed(last, 1) ? 2 : 1);
    }

    /// <summary>Whether the node's current digest and index are those of the relay before it.</summary>
    internal bool StartsPath(int node) => !IsChainedTo(node) && (_nodes[node].IsStep || IsUsed(_nodes[node].Index));

    /// <summary>An operation without an addend beside its product, which is what the second of a row must be.</summary>
    internal static bool CanBeSecond(in ArithmeticRow row) =>
        (!IsUsed(row.C) && row.Addend.IsZero) || (!IsUsed(row.B) && row.Product.IsZero) || row.B.Address == row.C.Address;

    /// <summary>Sums know padding by words; what is finer is checked where a permutation starts, whose output then goes nowhere.</summary>
    private bool NeedsRelay(int sponge) =>
        IsUsed(_sponges[sponge].Output0) || IsUsed(_sponges[sponge].Output1)
        || (!IsContinued(sponge) && _sponges[sponge].Padding % WireBus.WordLength != 0);

    /// <summary>The first nodes of paths by the address of the digest with which they start.</summary>
    private Dictionary<int, int> PathsByLeaf()
    {
        Dictionary<int, int> paths = [];
        for (int node = 0; node < _nodes.Length; node++)
        {
            if (StartsPath(node) && IsUsed(_nodes[node].Current))
            {
                paths.TryAdd(_nodes[node].Current.Address, node);
            }
        }

        return paths;
    }

    private bool IsChainedTo(int node) => node > 0 && _nodes[node - 1].IsChained;

    /// <summary>
    /// A block with both a permutation and a sum owns its words, since both rows must hold them. A word that it reads from
    /// another row would have two readers here and be counted as one, so one of them would be free.
    /// </summary>
    private void CheckSharedWords()
    {
        for (int sponge = 0; sponge < _sponges.Length; sponge++)
        {
            SpongeRow row = _sponges[sponge];
            if (HasSum(sponge) && NeedsPermutation(sponge) && (row.Word0.Multiplicity < 0 || row.Word1.Multiplicity < 0))
            {
                throw new ArgumentException($"Sponge row {sponge} reads words of other rows, hashes them and sums them up; the narrow machine does only one of the two.");
            }
        }
    }

    private void PlaceSponges()
    {
        Dictionary<int, int> paths = PathsByLeaf();
        for (int sponge = 0; sponge < _sponges.Length; sponge++)
        {
            if (!NeedsPermutation(sponge))
            {
                continue;
            }

            for (NarrowRowKind kind = NarrowRowKind.Sponge1; kind <= NarrowRowKind.Sponge3; kind++)
            {
                _rows.Add(new(kind, sponge));
            }

            if (!NeedsRelay(sponge))
            {
                continue;
            }

            // A leaf's digest starts its path where it stands, if the sponge ends there.
            if (_sponges[sponge].OutputMask0 == WordMask.Digest && !IsContinued(sponge) && paths.Remove(_sponges[sponge].Output0.Address, out int node))
            {
                _rows.Add(new(NarrowRowKind.Relay, sponge, (int)RelayRole.SpongeOutputStartsPath));
                PlacePath(node);
            }
            else
            {
                _rows.Add(new(NarrowRowKind.Relay, sponge, (int)RelayRole.SpongeOutput));
            }
        }
    }

    private void PlaceNodes()
    {
        for (int node = 0; node < _nodes.Length; node++)
        {
            if (!_isPlacedNode[node])
            {
                if (StartsPath(node))
                {
                    _rows.Add(new(NarrowRowKind.Relay, node, (int)RelayRole.PathStart));
                }

                PlacePath(node);
            }
        }
    }

    /// <summary>The nodes from here to the end of the path, or the one node alone.</summary>
    private void PlacePath(int first)
    {
        int node = first;
        bool goesOn = true;
        while (goesOn)
        {
            for (NarrowRowKind kind = NarrowRowKind.Node1; kind <= NarrowRowKind.Node2; kind++)
            {
                _rows.Add(new(kind, node));
            }

            _isPlacedNode[node] = true;
            goesOn = _nodes[node].IsChained;
            if (!goesOn || IsUsed(_nodes[node].Out))
            {
                _rows.Add(new(NarrowRowKind.Relay, node, (int)RelayRole.NodeOutput));
            }

            node++;
        }
    }

    private void PlaceSums()
    {
        for (int sponge = 0; sponge < _sponges.Length; sponge++)
        {
            bool isFirst = sponge == 0 || !_sponges[sponge - 1].Continues;
            int words = isFirst && HasSum(sponge) ? SummedWords(sponge) : 0;
            for (int row = 0; row * SumColumns.WordCount < words; row++)
            {
                _rows.Add(new(NarrowRowKind.Sum, sponge, row));
            }
        }
    }

    /// <summary>Pairs each operation that must be a row's first with one that can be its second, as far as there are such.</summary>
    private void PlaceOperations()
    {
        Queue<int> seconds = new(Enumerable.Range(0, _arithmetic.Length).Where(row => CanBeSecond(_arithmetic[row])));
        for (int row = 0; row < _arithmetic.Length; row++)
        {
            if (!CanBeSecond(_arithmetic[row]))
            {
                _rows.Add(new(NarrowRowKind.Operations, row, seconds.TryDequeue(out int second) ? second : -1));
            }
        }

        while (seconds.TryDequeue(out int first))
        {
            _rows.Add(new(NarrowRowKind.Operations, first, seconds.TryDequeue(out int second) ? second : -1));
        }
    }

    private void PlaceBits()
    {
        int row = 0;
        while (row < _bits.Length)
        {
            bool isPack = IsPack(row);
            if (_bits[row].Position >= 0)
            {
                _rows.Add(new(NarrowRowKind.Bits, row, isPack ? row + NarrowBitColumns.PackLength - 1 : -1));
            }

            row += isPack ? NarrowBitColumns.PackLength : 1;
        }
    }

    /// <summary>Whether the eight bits from here on are part of the number and of nothing else.</summary>
    private bool IsPack(int first)
    {
        if (_bits[first].Position < 0 || _bits[first].Position % NarrowBitColumns.PackLength != 0)
        {
            return false;
        }

        ReadOnlySpan<BitRow> rows = _bits.AsSpan(first, NarrowBitColumns.PackLength);
        for (int i = 0; i < rows.Length; i++)
        {
            BitRow row = rows[i];
            if (row.IsInIndex || HasFactor(row.PointFactor) || HasFactor(row.RootFactor) || row.PointContinues || row.RootContinues
                || IsUsed(row.Index) || IsUsed(row.Point) || IsUsed(row.Root) || (i > 0 && IsUsed(row.Value)))
            {
                return false;
            }
        }

        return true;

        static bool HasFactor(Goldilocks factor) => BitGroup.FactorOf(factor) != Goldilocks.One;
    }

    private int GreatestAddress()
    {
        int greatest = 0;
        foreach (SpongeRow row in _sponges)
        {
            greatest = Greatest(greatest, row.Word0, row.Word1, row.Output0, row.Output1);
            greatest = Greatest(greatest, row.CubicSum, row.BaseSum, row.CubicFactor, row.BaseFactor);
        }

        foreach (NodeRow row in _nodes)
        {
            greatest = Greatest(greatest, row.Current, row.Right, row.Out, row.Index);
        }

        foreach (ArithmeticRow row in _arithmetic)
        {
            greatest = Greatest(greatest, row.A, row.B, row.C, row.D);
        }

        foreach (BitRow row in _bits)
        {
            greatest = Greatest(greatest, row.Value, row.Index, row.Point, row.Root);
        }

        return greatest;
    }

    private static int Greatest(int least, Slot slot0, Slot slot1, Slot slot2, Slot slot3) =>
        Math.Max(Math.Max(least, Math.Max(slot0.Address, slot1.Address)), Math.Max(slot2.Address, slot3.Address));
}
