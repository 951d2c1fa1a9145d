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

    /// <summary>Writes one row. The rows of a permutation, and the relay of its output, are written with its first.</summary>
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
            case NarrowRowKind.Sum:
                WriteSum(row, placed.Source);
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

        int after = row + 3;
        if (after < _layout.RowCount && _layout.Rows[after].Kind == NarrowRowKind.Relay && _layout.Rows[after].Role == RelayRole.SpongeOutput)
        {
            SpongeRow circuitRow = _layout.Sponges[sponge];
            Poseidon2Layers.External(state);
            WriteRelay(after, state, circuitRow.OutputMask0, circuitRow.OutputMask1, default);
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

        if (row + 2 < _layout.RowCount && _layout.Rows[row + 2] is { Kind: NarrowRowKind.Relay, Role: RelayRole.NodeOutput })
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

    private void WriteSum(int row, int sponge)
    {
        SpongeRow circuitRow = _layout.Sponges[sponge];
        SpongeValues values = _values.Sponge(sponge);
        SpongeValues next = circuitRow.Continues ? _values.Sponge(sponge + 1) : values;
        (Cubic<Goldilocks> cubicMiddle, Cubic<Goldilocks> baseMiddle) = SpongeSums.Middles(circuitRow, values, next);
        _trace.SetCells(row, NarrowColumns.Slot(InputSlots.Word0), values.Input[..NarrowSponges.Rate]);
        _trace.SetCells(row, NarrowColumns.Slot(SumColumns.CubicFactorSlot), values.CubicFactor);
        _trace[row, NarrowColumns.Slot(SumColumns.BaseFactorSlot)] = values.BaseFactor;
        _trace.SetCells(row, NarrowColumns.Slot(SumColumns.CubicSumSlot), values.CubicSum);
        _trace.SetCells(row, NarrowColumns.Slot(SumColumns.BaseSumSlot), values.BaseSum);
        _trace.SetCells(row, SumColumns.CubicMiddle, cubicMiddle);
        _trace.SetCells(row, SumColumns.BaseMiddle, baseMiddle);
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
