using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Tables;

/// <summary>A circuit put together by hand, with the values of its rows.</summary>
/// <remarks>
/// Every wire also ends in a sink: half of the rate of a sponge row that does nothing else. So no wire is bound to
/// anything but the row it comes from, and a forged row can be made to agree with the rest.
/// </remarks>
internal sealed class TestCircuit
{
    public const int ArithmeticTable = 0;
    public const int NodeTable = 1;
    public const int SpongeTable = 2;
    public const int BitTable = 3;
    public const int Lanes = 2;

    private readonly List<ArithmeticRow> _arithmetic = [];
    private readonly List<NodeRow> _nodes = [];
    private readonly List<SpongeRow> _sponges = [];
    private readonly List<BitRow> _bits = [];
    private readonly List<Goldilocks[]> _arithmeticValues = [];
    private readonly List<Goldilocks[]> _nodeValues = [];
    private readonly List<Goldilocks[]> _spongeValues = [];
    private readonly List<Goldilocks> _bitValues = [];
    private int _lastAddress;

    public int SpongeRowCount => _sponges.Count;

    public int NodeRowCount => _nodes.Count;

    /// <summary>A slot of a new wire; multiplicities are set in the end.</summary>
    public Slot Wire() => new(++_lastAddress, -1);

    /// <summary>d = product·a·b + left·a + addend·c + constant.</summary>
    public Slot Operation(GoldilocksCubic a, GoldilocksCubic b, GoldilocksCubic c, Goldilocks product, Goldilocks left, Goldilocks addend, Goldilocks constant)
    {
        Slot d = Wire();
        GoldilocksCubic result = a * b * product + a * left + c * addend + constant;
        _arithmetic.Add(new() { A = Wire(), B = Wire(), C = Wire(), D = d, Product = product, Left = left, Addend = addend, Constant = constant });
        _arithmeticValues.Add([.. new[] { a, b, c, result }.SelectMany(Elements)]);
        return d;
    }

    /// <summary>The same with the slots and factors of <paramref name="row"/>.</summary>
    public void Operation(ArithmeticRow row, GoldilocksCubic a, GoldilocksCubic b, GoldilocksCubic c)
    {
        GoldilocksCubic result = a * b * row.Product + a * row.Left + c * row.Addend + row.Constant;
        _arithmetic.Add(row);
        _arithmeticValues.Add([.. new[] { a, b, c, result }.SelectMany(Elements)]);
    }

    public void Node(NodeRow row, Digest left, Digest right, bool bit, ulong index)
    {
        _nodes.Add(row);
        _nodeValues.Add([.. Elements(left), .. Elements(right), bit ? 1UL : 0, index]);
    }

    /// <summary>A row that starts from the row before or anew; its values follow from the rate, which is ignored where it is carried.</summary>
    public void Sponge(SpongeRow row, params ReadOnlySpan<Goldilocks> rate)
    {
        Goldilocks[] values = new Goldilocks[RowValues.SpongeLength];
        Goldilocks[] state = new Goldilocks[SpongeColumns.Capacity + 4];
        if (!row.Starts || row.CarriesRate)
        {
            _spongeValues[^1].AsSpan(0, state.Length).CopyTo(state);
            Poseidon2.Permute12(state);
        }

        if (row.Starts)
        {
            state.AsSpan(SpongeColumns.Capacity).Clear();
        }

        if (!row.CarriesRate)
        {
            state.AsSpan(0, SpongeColumns.Rate).Clear();
            rate.CopyTo(state);
        }

        state[SpongeColumns.Capacity] += row.Capacity8;
        state[SpongeColumns.Capacity + 1] += row.Capacity9;
        state.CopyTo(values, 0);
        _sponges.Add(row);
        _spongeValues.Add(values);
    }

    /// <summary>The blocks of a matrix's row, hashed and summed up.</summary>
    public LeafSlots Leaf(RowPattern pattern, ReadOnlySpan<Goldilocks> row, GoldilocksCubic cubicFactor, Goldilocks baseFactor)
    {
        LeafSlots slots = new(Wire(), Wire(), Wire(), Wire(), Wire());
        int first = _sponges.Count;
        int blockCount = (row.Length + 7) / 8;
        for (int block = 0; block < blockCount; block++)
        {
            ReadOnlySpan<Goldilocks> elements = row[(8 * block)..Math.Min(row.Length, 8 * block + 8)];
            bool isFirst = block == 0, isLast = block == blockCount - 1;
            Sponge(
                new()
                {
                    Starts = isFirst,
                    Capacity8 = isFirst ? Poseidon2MerkleHash.LeafTag : 0,
                    Capacity9 = isFirst ? (ulong)row.Length : 0,
                    Pattern = PatternOfBlock(pattern, block),
                    Continues = !isLast,
                    Padding = 8 - elements.Length,
                    Output0 = isLast ? slots.Digest : default,
                    CubicSum = isFirst ? slots.CubicSum : default,
                    BaseSum = isFirst ? slots.BaseSum : default,
                    CubicFactor = isFirst ? slots.CubicFactor : default,
                    BaseFactor = isFirst ? slots.BaseFactor : default,
                },
                elements);
            Elements(cubicFactor).CopyTo(_spongeValues[^1], 12);
            _spongeValues[^1][15] = baseFactor;
        }

        for (int i = first + blockCount - 1; i >= first; i--)
        {
            SpongeSums.Write(_sponges[i], new(_spongeValues[i]), _sponges[i].Continues ? new(_spongeValues[i + 1]) : default);
        }

        return slots;
    }

    /// <summary>Changes the last sponge row's slots: which of its outputs are wanted is known only afterwards.</summary>
    public void ChangeLastSponge(Func<SpongeRow, SpongeRow> change) => _sponges[^1] = change(_sponges[^1]);

    /// <summary>A decomposition; <paramref name="rowOf"/> gives the rows' parts beside position and value.</summary>
    public Slot Bits(Goldilocks value, Func<int, BitRow> rowOf)
    {
        Slot slot = Wire();
        for (int position = 0; position < BitGroup.Length; position++)
        {
            _bits.Add(rowOf(position) with { Position = position, Value = position is 0 or 32 ? slot : default });
            _bitValues.Add(value);
        }

        return slot;
    }

    /// <summary>The rows of the circuit and of its sinks, wired up, with their values.</summary>
    public CircuitRows Rows()
    {
        int firstSink = _sponges.Count;
        AddSinks();
        Dictionary<int, int> uses = [];
        Rewire(slot =>
        {
            uses[slot.Address] = uses.GetValueOrDefault(slot.Address) + 1;
            return slot;
        });
        HashSet<int> owned = [];
        Rewire(slot => owned.Add(slot.Address) ? slot with { Multiplicity = uses[slot.Address] - 1 } : slot);
        return new([.. _sponges], [.. _nodes], [.. _arithmetic], [.. _bits], Values(), firstSink);
    }

    /// <summary>The circuit on the wide machine.</summary>
    public TestTables Build(ProofParameters? parameters = null)
    {
        CircuitRows rows = Rows();
        int[] logHeights = [.. new[] { (rows.Arithmetic.Length + Lanes - 1) / Lanes, rows.Nodes.Length, rows.Sponges.Length, rows.Bits.Length }.Select(LogHeightFor)];
        NativeMatrix?[] preprocessed =
        [
            ArithmeticPreprocessed.Create(rows.Arithmetic, Lanes, logHeights[0]),
            NodePreprocessed.Create(rows.Nodes, logHeights[1]),
            SpongePreprocessed.Create(rows.Sponges, logHeights[2]),
            BitPreprocessed.Create(rows.Bits, logHeights[3]),
        ];
        NativeMatrix[] traces =
        [
            ArithmeticTrace.Create(rows.Values, Lanes, logHeights[0], Workers.All),
            NodeTrace.Create(rows.Values, logHeights[1], Workers.All),
            SpongeTrace.Create(rows.Sponges, rows.Values, logHeights[2], Workers.All),
            BitTrace.Create(rows.Bits, rows.Values, logHeights[3], Workers.All),
        ];
        TestTables tables = new(
            new(Program(parameters ?? TestParameters.Quick(logBlowup: 3), logHeights), preprocessed, traces, []), rows.Sponges, rows.Bits, rows.FirstSink);
        tables.FillSinks();
        return tables;
    }

    public static StarkProgram Program(ProofParameters parameters, params ReadOnlySpan<int> logHeights) => new(
        "tables",
        parameters,
        ProgramTable.OfHeight(Table.Of(new ArithmeticAir(Lanes)), logHeights[0]),
        ProgramTable.OfHeight(Table.Of(new NodeAir()), logHeights[1]),
        ProgramTable.OfHeight(Table.Of(new SpongeAir()), logHeights[2]),
        ProgramTable.OfHeight(Table.Of(new BitAir()), logHeights[3]));

    private static RowPattern PatternOfBlock(RowPattern first, int block) =>
        first == RowPattern.Base ? first : RowPattern.CubicPhase0 + (first - RowPattern.CubicPhase0 + 8 * block) % 3;

    private static Goldilocks[] Elements(GoldilocksCubic value) => [value.C0, value.C1, value.C2];

    private static Goldilocks[] Elements(Digest digest) => [digest.E0, digest.E1, digest.E2, digest.E3];

    /// <summary>The smallest log₂ height with a row of padding, and no table below the final polynomial.</summary>
    private static int LogHeightFor(int rowCount)
    {
        int log = 3;
        while (1 << log <= rowCount)
        {
            log++;
        }

        return log;
    }

    private void AddSinks()
    {
        for (int address = 1; address <= _lastAddress; address += 2)
        {
            Sponge(new()
            {
                Starts = true,
                Word0 = new(address, -1),
                Word1 = address < _lastAddress ? new(address + 1, -1) : default,
            });
        }
    }

    private RowValues Values()
    {
        RowValues values = new(_sponges.Count, _nodes.Count, _arithmetic.Count, _bits.Count);
        for (int i = 0; i < _spongeValues.Count; i++)
        {
            SpongeValues source = new(_spongeValues[i]), row = values.Sponge(i);
            source.Input.CopyTo(row.Input);
            source.CubicFactor.CopyTo(row.CubicFactor);
            row.BaseFactor = source.BaseFactor;
            source.CubicSum.CopyTo(row.CubicSum);
            source.BaseSum.CopyTo(row.BaseSum);
        }

        for (int i = 0; i < _nodeValues.Count; i++)
        {
            _nodeValues[i].AsSpan(0, 8).CopyTo(values.Node(i).Input);
            values.Node(i).Bit = _nodeValues[i][8];
            values.Node(i).Index = _nodeValues[i][9];
        }

        for (int i = 0; i < _arithmeticValues.Count; i++)
        {
            ArithmeticValues row = values.Arithmetic(i);
            _arithmeticValues[i].AsSpan(0, 3).CopyTo(row.A);
            _arithmeticValues[i].AsSpan(3, 3).CopyTo(row.B);
            _arithmeticValues[i].AsSpan(6, 3).CopyTo(row.C);
            _arithmeticValues[i].AsSpan(9, 3).CopyTo(row.D);
        }

        for (int i = 0; i < _bitValues.Count; i++)
        {
            values.BitValue(i) = _bitValues[i];
        }

        return values;
    }

    /// <summary>Replaces every slot that is used.</summary>
    private void Rewire(Func<Slot, Slot> change)
    {
        Slot Map(Slot slot) => slot.Multiplicity == 0 ? slot : change(slot);
        Replace(_arithmetic, row => row with { A = Map(row.A), B = Map(row.B), C = Map(row.C), D = Map(row.D) });
        Replace(_nodes, row => row with { Current = Map(row.Current), Right = Map(row.Right), Out = Map(row.Out), Index = Map(row.Index) });
        Replace(_bits, row => row with { Value = Map(row.Value), Index = Map(row.Index), Point = Map(row.Point), Root = Map(row.Root) });
        Replace(_sponges, row => row with
        {
            Word0 = Map(row.Word0),
            Word1 = Map(row.Word1),
            Output0 = Map(row.Output0),
            Output1 = Map(row.Output1),
            CubicSum = Map(row.CubicSum),
            BaseSum = Map(row.BaseSum),
            CubicFactor = Map(row.CubicFactor),
            BaseFactor = Map(row.BaseFactor),
        });
    }

    private static void Replace<T>(List<T> rows, Func<T, T> change)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            rows[i] = change(rows[i]);
        }
    }
}

/// <summary>What comes in and out of the blocks of a row.</summary>
internal sealed record LeafSlots(Slot Digest, Slot CubicSum, Slot BaseSum, Slot CubicFactor, Slot BaseFactor);

/// <summary>A circuit that is ready for a machine.</summary>
/// <param name="FirstSink">The sponge row with which the sinks start.</param>
internal sealed record CircuitRows(
    SpongeRow[] Sponges, NodeRow[] Nodes, ArithmeticRow[] Arithmetic, BitRow[] Bits, RowValues Values, int FirstSink);
