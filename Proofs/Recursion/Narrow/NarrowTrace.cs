using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Fills the main columns of <see cref="NarrowAir"/> from what an executor found.</summary>
/// <remarks>One thread is enough: a last layer has some ten thousand permutations at most, against the extension of its columns by 256.</remarks>
public sealed class NarrowTrace
{
    private const int DigestLength = 4;

    private readonly NarrowLayout _layout;
    private readonly RowValues _values;
    private readonly NativeMatrix _trace;
    private readonly BitResult[] _bits;

    private NarrowTrace(NarrowLayout layout, RowValues values, NativeMatrix trace)
    {
        (_layout, _values, _trace) = (layout, values, trace);
        _bits = new BitResult[layout.Bits.Length];
        for (int first = 0; first < _bits.Length; first += BitGroup.Length)
        {
            BitGroup.Evaluate(layout.Bits.Slice(first, BitGroup.Length), values.BitValue(first), _bits.AsSpan(first));
        }
    }

    /// <summary>The trace; rows that are not in use are zeros.</summary>
    /// <exception cref="ArgumentException">The table is too low.</exception>
    public static NativeMatrix Create(NarrowLayout layout, RowValues values, int logHeight)
    {
        NativeMatrix trace = TableMatrix.Create("narrow", layout.RowCount, logHeight, NarrowColumns.Count);
        NarrowTrace writer = new(layout, values, trace);
        for (int row = 0; row < layout.RowCount; row++)
        {
            writer.Write(row);
        }

        return trace;
    }

    /// <summary>Writes one row. The rows of a permutation, with the relay of its output, and those of a sum are written with the first.</summary>
    private void Write(int row)
    {
        NarrowRow placed = _layout.Rows[row];
        switch (placed.Kind)
        {
            case NarrowRowKind.Sponge1:
                WriteSponge(row, placed.Source);
                break;
            case NarrowRowKind.Node1:
                WriteNode(row, placed.Source);
                break;
            case NarrowRowKind.Relay when placed.Role == RelayRole.PathStart:
                WritePathStart(row, placed.Source);
                break;
            case NarrowRowKind.Sum when placed.Second == 0:
                WriteSums(row, placed.Source);
                break;
            case NarrowRowKind.Operations:
                WriteOperations(row, placed);
                break;
            case NarrowRowKind.Bits:
                WriteBits(row, placed);
                break;
        }
    }

    private void WriteSponge(int row, int sponge)
    {
        Span<Goldilocks> cells = stackalloc Goldilocks[NarrowColumns.Count];
        Span<Goldilocks> state = stackalloc Goldilocks[Width12.Value];
        _values.Sponge(sponge).Input.CopyTo(state);
        NarrowRoundTrace.Full<Width12>(cells, 0, 4, state);
        _trace.SetCells(row, 0, cells);

        cells.Clear();
        state.CopyTo(cells);
        Poseidon2Layers.External(state);
        NarrowRoundTrace.Partial<Width12>(cells.Slice(Width12.Value, Poseidon2Constants.PartialRounds), 0, state);
        NarrowRoundTrace.Sboxes<Width12>(NarrowRounds.RoundAfterPartial, state);
        _trace.SetCells(row + 1, 0, cells);

        cells.Clear();
        NarrowRoundTrace.Full<Width12>(cells, 5, 3, state);
        _trace.SetCells(row + 2, 0, cells);

        NarrowRow after = _layout.Rows[row + 3];
        if (after.Kind == NarrowRowKind.Relay)
        {
            SpongeRow circuitRow = _layout.Sponges[sponge];
            bool startsPath = after.Role == RelayRole.SpongeOutputStartsPath;
            Goldilocks index = startsPath ? _values.Node(_layout.Rows[row + 4].Source).Index : default;
            Poseidon2Layers.External(state);
            WriteRelay(row + 3, state, circuitRow.OutputMask0, circuitRow.OutputMask1, index);
        }
    }

    private void WriteNode(int row, int node)
    {
        NodeValues values = _values.Node(node);
        Goldilocks index = values.Index;
        Goldilocks nextIndex = _layout.Nodes[node].IsChained ? _values.Node(node + 1).Index : Goldilocks.Zero;
        Span<Goldilocks> left = values.Input[..DigestLength];
        Span<Goldilocks> cells = stackalloc Goldilocks[NarrowColumns.Count];
        Span<Goldilocks> state = stackalloc Goldilocks[Width8.Value];
        values.Input.CopyTo(state);

        NarrowRoundTrace.Full<Width8>(cells, 0, 4, state);
        state.CopyTo(cells[(4 * Width8.Value)..]);
        Poseidon2Layers.External(state);

        // One more round than the row has columns for: the next cell is written over.
        NarrowRoundTrace.Partial<Width8>(cells.Slice(NarrowNodes.Node1Partial, NarrowNodes.PartialRoundsOfNode1), 0, state);
        cells[NarrowColumns.Bit] = values.Bit;
        cells[NarrowColumns.Index] = index;
        _trace.SetCells(row, 0, cells);

        cells.Clear();
        state.CopyTo(cells);
        NarrowRoundTrace.Partial<Width8>(cells[NarrowNodes.Node2Partial..NarrowColumns.Left], NarrowNodes.PartialRoundsOfNode1, state);
        NarrowRoundTrace.Sboxes<Width8>(NarrowRounds.RoundAfterPartial, state);
        NarrowRoundTrace.Full<Width8>(cells[Width8.Value..], 5, 3, state);
        left.CopyTo(cells[NarrowColumns.Left..]);
        cells[NarrowColumns.Index] = nextIndex;
        _trace.SetCells(row + 1, 0, cells);

        if (_layout.Rows[row + 2].Kind == NarrowRowKind.Relay)
        {
            Span<Goldilocks> output = stackalloc Goldilocks[Width12.Value];
            Poseidon2Layers.External(state);
            for (int i = 0; i < DigestLength; i++)
            {
                output[i] = state[i] + left[i];
            }

            WriteRelay(row + 2, output, WordMask.Digest, WordMask.Base, nextIndex);
        }
    }

    private void WritePathStart(int row, int node)
    {
        NodeValues values = _values.Node(node);
        Span<Goldilocks> current = stackalloc Goldilocks[Width12.Value];
        values.Input.Slice(values.Bit.IsZero ? 0 : DigestLength, DigestLength).CopyTo(current);
        WriteRelay(row, current, WordMask.Digest, WordMask.Base, values.Index);
    }

    private void WriteRelay(int row, ReadOnlySpan<Goldilocks> state, WordMask mask0, WordMask mask1, Goldilocks index)
    {
        _trace.SetCells(row, NarrowColumns.State, state);
        _trace.SetCells(row, NarrowColumns.Slot(RelaySlots.Output0), state[..LengthOf(mask0)]);
        _trace.SetCells(row, NarrowColumns.Slot(RelaySlots.Output1), state.Slice(4, Math.Min(3, LengthOf(mask1))));
        _trace[row, NarrowColumns.Slot(RelaySlots.Index)] = index;
        _trace[row, NarrowColumns.Index] = index;
    }

    /// <summary>The rows of a sum, from the last.</summary>
    private void WriteSums(int row, int sponge)
    {
        SpongeValues first = _values.Sponge(sponge);
        RowPattern pattern = _layout.Sponges[sponge].Pattern;
        Cubic<Goldilocks> u = new(first.CubicFactor[0], first.CubicFactor[1], first.CubicFactor[2]);
        int words = _layout.SummedWords(sponge);
        Cubic<Goldilocks> cubicSum = default, baseSum = default;
        for (int firstWord = (words - 1) / SumColumns.WordCount * SumColumns.WordCount; firstWord >= 0; firstWord -= SumColumns.WordCount)
        {
            int at = row + firstWord / SumColumns.WordCount;
            for (int word = firstWord; word < Math.Min(words, firstWord + SumColumns.WordCount); word++)
            {
                _trace.SetCells(at, NarrowColumns.Slot(word - firstWord), _values.Sponge(sponge + word / 2).Input.Slice(word % 2 * 4, 4));
            }

            _trace.SetCells(at, NarrowColumns.Slot(SumColumns.CubicFactorSlot), first.CubicFactor);
            _trace[at, NarrowColumns.Slot(SumColumns.BaseFactorSlot)] = first.BaseFactor;
            cubicSum = WriteSum(at, pattern, new CubicSumFactor<Goldilocks>(u), cubicSum, SumColumns.CubicSumSlot, SumColumns.CubicMiddles);
            baseSum = WriteSum(at, pattern, new BaseSumFactor<Goldilocks>(first.BaseFactor), baseSum, SumColumns.BaseSumSlot, SumColumns.BaseMiddles);
        }
    }

    private Cubic<Goldilocks> WriteSum<TFactor>(
        int row, RowPattern pattern, in TFactor factor, Cubic<Goldilocks> rest, int sumSlot, int middlesColumn)
        where TFactor : struct, ISumFactor<Goldilocks>
    {
        PatternSelectors<Goldilocks> first = PatternSelectors.Of(pattern), second = first.AfterHalf, third = second.AfterHalf;
        Cubic<Goldilocks> fromThird = SpongeSums.Half(third, WordAt(row, 2), factor, rest);
        Cubic<Goldilocks> fromSecond = SpongeSums.Half(second, WordAt(row, 1), factor, fromThird);
        Cubic<Goldilocks> sum = SpongeSums.Half(first, WordAt(row, 0), factor, fromSecond);
        _trace.SetCells(row, middlesColumn, fromSecond);
        _trace.SetCells(row, middlesColumn + 3, fromThird);
        _trace.SetCells(row, NarrowColumns.Slot(sumSlot), sum);
        return sum;
    }

    private HalfBlock<Goldilocks> WordAt(int row, int slot)
    {
        int column = NarrowColumns.Slot(slot);
        return new(_trace[row, column], _trace[row, column + 1], _trace[row, column + 2], _trace[row, column + 3]);
    }

    private void WriteOperations(int row, NarrowRow placed)
    {
        ArithmeticValues first = _values.Arithmetic(placed.Source);
        _trace.SetCells(row, NarrowColumns.Slot(OperationSlots.A), first.A);
        _trace.SetCells(row, NarrowColumns.Slot(OperationSlots.B), first.B);
        _trace.SetCells(row, NarrowColumns.Slot(OperationSlots.C), first.C);
        _trace.SetCells(row, NarrowColumns.Slot(OperationSlots.D), first.D);
        if (placed.Second >= 0)
        {
            ArithmeticValues second = _values.Arithmetic(placed.Second);
            bool isC = !NarrowLayout.IsUsed(_layout.Arithmetic[placed.Second].B);
            _trace.SetCells(row, NarrowColumns.Slot(OperationSlots.SecondA), second.A);
            _trace.SetCells(row, NarrowColumns.Slot(OperationSlots.SecondB), isC ? second.C : second.B);
            _trace.SetCells(row, NarrowColumns.Slot(OperationSlots.SecondD), second.D);
        }
    }

    private void WriteBits(int row, NarrowRow placed)
    {
        int bit = placed.Source;
        BitResult result = _bits[bit];
        _trace[row, NarrowColumns.Slot(NarrowBitColumns.ValueSlot)] = _values.BitValue(bit);
        _trace[row, NarrowColumns.Slot(NarrowBitColumns.IndexSlot)] = result.Index;
        _trace[row, NarrowColumns.Slot(NarrowBitColumns.PointSlot)] = result.Point;
        _trace[row, NarrowColumns.Slot(NarrowBitColumns.RootSlot)] = result.Root;
        _trace[row, NarrowBitColumns.Bit] = result.Remainder & 1;
        for (int i = 1; placed.IsPacked && i < NarrowBitColumns.PackLength; i++)
        {
            _trace[row, NarrowBitColumns.MoreBits + i - 1] = result.Remainder >> i & 1;
        }

        _trace[row, NarrowBitColumns.Remainder] = result.Remainder;
        Goldilocks fromMax = new Goldilocks(result.Remainder) - new Goldilocks(NarrowRows.MaxHigh);
        bool isMiddle = _layout.Bits[bit].Position == BitGroup.Middle;
        _trace[row, NarrowBitColumns.Inverse] = isMiddle && !fromMax.IsZero ? fromMax.Inverse() : Goldilocks.Zero;
    }

    private static int LengthOf(WordMask mask) => mask switch
    {
        WordMask.Digest => 4,
        WordMask.Cubic => 3,
        _ => 1,
    };
}
