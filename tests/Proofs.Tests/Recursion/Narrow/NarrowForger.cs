using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Recursion.Narrow;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

/// <summary>A mistake in a permutation, from which the rest follows.</summary>
/// <param name="Row">0 is the permutation's first row.</param>
/// <param name="Column">
/// The column that holds one more than it should; <see cref="Last"/> and up for the elements of the state in the next row.
/// </param>
internal readonly record struct WrongSbox(int Row, int Column)
{
    public const int Last = 100;

    public static WrongSbox None => new(-1, 0);

    public Goldilocks At(int row, int column) => this == new WrongSbox(row, column) ? Goldilocks.One : Goldilocks.Zero;
}

/// <summary>Makes rows of the narrow table follow from others again, after some cells have been changed.</summary>
internal sealed class NarrowForger(NarrowCircuit circuit)
{
    private readonly NativeMatrix _trace = circuit.Trace;

    /// <summary>The row with bit 32 of the decomposition.</summary>
    public int Middle => circuit.BitPlace(BitGroup.Middle).Row;

    public void Add(int row, int column) => _trace[row, column] += Goldilocks.One;

    /// <summary>A node, from its digests on, and the relay that shows its output or the left digest of the next node.</summary>
    public void PermuteNode(int node, WrongSbox wrong)
    {
        int first = circuit.Row(NarrowRowKind.Node1, node);
        Goldilocks[] state = Cells(first, 0, Width8.Value);
        Goldilocks[] left = state[..4];
        Full<Width8>(first, 0, 0, 4, state, wrong, 0);
        _trace.SetCells(first, 4 * Width8.Value, state);
        Poseidon2Layers.External<Goldilocks>(state);
        Partial<Width8>(first, NarrowNodes.Node1Partial, 0, 8, state, wrong, 0);
        LastPartial<Width8>(8, state, wrong, 0);

        _trace.SetCells(first + 1, 0, state);
        Partial<Width8>(first + 1, NarrowNodes.Node2Partial, 9, 13, state, wrong, 1);
        Sboxes<Width8>(4, Width8.Value, state, wrong, 1);
        Full<Width8>(first + 1, Width8.Value, 5, 3, state, wrong, 1);
        _trace.SetCells(first + 1, NarrowColumns.Left, left);
        Output(state, wrong, 1);
        for (int i = 0; i < 4; i++)
        {
            state[i] += left[i];
        }

        if (circuit.Layout.Rows[first + 2].Kind == NarrowRowKind.Relay)
        {
            Show(first + 2, state.AsSpan(0, 4));
        }
        else
        {
            _trace.SetCells(first + 2, NarrowColumns.State, state.AsSpan(0, 4));
        }
    }

    /// <summary>A sponge's permutation, from its input on, and the relay that shows its output.</summary>
    public void PermuteSponge(int sponge, WrongSbox wrong)
    {
        int first = circuit.Row(NarrowRowKind.Sponge1, sponge);
        Goldilocks[] state = Cells(first, 0, Width12.Value);
        Full<Width12>(first, 0, 0, 4, state, wrong, 0);
        _trace.SetCells(first + 1, 0, state);
        Poseidon2Layers.External<Goldilocks>(state);
        Partial<Width12>(first + 1, Width12.Value, 0, 22, state, wrong, 1);
        Sboxes<Width12>(4, WrongSbox.Last, state, wrong, 1);
        Full<Width12>(first + 2, 0, 5, 3, state, wrong, 2);
        Output(state, wrong, 2);
        Show(first + 3, state);
    }

    /// <summary>Writes a relay's state, and the words that it shows of it.</summary>
    public void Show(int relay, ReadOnlySpan<Goldilocks> state)
    {
        _trace.SetCells(relay, NarrowColumns.State, state);
        Goldilocks shows12 = Parameter(relay, StateParameters.Shows12), shows3 = Parameter(relay, StateParameters.Shows3);
        Goldilocks shows56 = Parameter(relay, StateParameters.Shows56);
        Goldilocks[] cells = Cells(relay, 0, 8);
        _trace.SetCells(
            relay, NarrowColumns.Slot(RelaySlots.Output0),
            [cells[0], shows12 * cells[1], shows12 * cells[2], shows3 * cells[3], cells[4], shows56 * cells[5], shows56 * cells[6]]);
    }

    /// <summary>The sums of a row, from its words, its factors and the next row's sums.</summary>
    public void Resum(int row, bool keepsMiddles = false)
    {
        CubicSumFactor<Goldilocks> cubicFactor = new(Cubic(row, NarrowColumns.Slot(SumColumns.CubicFactorSlot)));
        BaseSumFactor<Goldilocks> baseFactor = new(_trace[row, NarrowColumns.Slot(SumColumns.BaseFactorSlot)]);
        Resum(row, cubicFactor, SumColumns.CubicSumSlot, SumColumns.CubicMiddles, keepsMiddles);
        Resum(row, baseFactor, SumColumns.BaseSumSlot, SumColumns.BaseMiddles, keepsMiddles);
    }

    /// <summary>Another index in a relay, and in the word that shows it.</summary>
    public void SetIndex(int relay, Goldilocks index)
    {
        _trace[relay, NarrowColumns.Index] = index;
        _trace[relay, NarrowColumns.Slot(RelaySlots.Index)] = index;
    }

    /// <summary>The cells of a decomposition into <paramref name="bits"/>, which need be neither bits nor those of a number below p.</summary>
    /// <param name="change">Is given each row's position and row after it is written, from the last to the first.</param>
    public void WriteBits(IReadOnlyList<Goldilocks> bits, Action<int, int>? change = null)
    {
        int first = circuit.Row(NarrowRowKind.Bits, 0);
        int index = NarrowColumns.Slot(NarrowBitColumns.IndexSlot);
        int rowCount = circuit.BitPlace(BitGroup.Length - 1).Row + 1 - first;
        for (int row = first + rowCount - 1; row >= first; row--)
        {
            int position = circuit.Layout.Rows[row].Source, next = (row + 1) % _trace.RowCount;
            Goldilocks bit = bits[position];
            Goldilocks low = bit;
            for (int i = 1; circuit.Layout.Rows[row].IsPacked && i < NarrowBitColumns.PackLength; i++)
            {
                _trace[row, NarrowBitColumns.MoreBits + i - 1] = bits[position + i];
                low += bits[position + i] * new Goldilocks(1UL << i);
            }

            _trace[row, NarrowBitColumns.Bit] = bit;
            _trace[row, NarrowBitColumns.Remainder] =
                low + Parameter(row, NarrowBitParameters.RemainderFactor) * _trace[next, NarrowBitColumns.Remainder];
            _trace[row, index] = Parameter(row, NarrowBitParameters.IsInIndex) * bit + Parameter(row, NarrowBitParameters.IndexFactor) * _trace[next, index];
            WriteProduct(row, next, bit, NarrowBitColumns.PointSlot, NarrowBitParameters.PointFactorLess1, Parameter(row, NarrowBitParameters.PointContinues));
            WriteProduct(
                row, next, bit, NarrowBitColumns.RootSlot, NarrowBitParameters.RootFactorLess1,
                circuit.Preprocessed[row, NarrowPreprocessedColumns.RootContinues]);
            change?.Invoke(position, row);
        }

        SetValue(_trace[first, NarrowBitColumns.Remainder]);
        Goldilocks fromMax = _trace[Middle, NarrowBitColumns.Remainder] - new Goldilocks(uint.MaxValue);
        _trace[Middle, NarrowBitColumns.Inverse] = fromMax.IsZero ? Goldilocks.Zero : fromMax.Inverse();
    }

    /// <summary>The value that the decomposition claims to be of.</summary>
    public void SetValue(Goldilocks value)
    {
        int first = circuit.Row(NarrowRowKind.Bits, 0);
        _trace[first, NarrowColumns.Slot(NarrowBitColumns.ValueSlot)] = value;
        _trace[Middle, NarrowColumns.Slot(NarrowBitColumns.ValueSlot)] = value;
    }

    public Goldilocks[] Cells(int row, int column, int count) => [.. Enumerable.Range(column, count).Select(c => _trace[row, c])];

    private Goldilocks Parameter(int row, int parameter) => circuit.Preprocessed[row, NarrowPreprocessedColumns.Parameter + parameter];

    private Cubic<Goldilocks> Cubic(int row, int column) => new(_trace[row, column], _trace[row, column + 1], _trace[row, column + 2]);

    private void Resum<TFactor>(int row, TFactor factor, int sumSlot, int middlesColumn, bool keepsMiddles)
        where TFactor : struct, ISumFactor<Goldilocks>
    {
        int sum = NarrowColumns.Slot(sumSlot);
        PatternSelectors<Goldilocks> first = new(Parameter(row, SumParameters.Base), Parameter(row, SumParameters.Cubic), default, default);
        PatternSelectors<Goldilocks> second = first.AfterHalf, third = second.AfterHalf;
        Goldilocks[] elements = Cells(row, 0, 12);
        Cubic<Goldilocks> rest = Parameter(row, SumParameters.Continues).IsZero ? default : Cubic(row + 1, sum);
        if (!keepsMiddles)
        {
            _trace.SetCells(row, middlesColumn + 3, SpongeSums.Half(third, new(elements.AsSpan(8)), factor, rest));
            _trace.SetCells(row, middlesColumn, SpongeSums.Half(second, new(elements.AsSpan(4)), factor, Cubic(row, middlesColumn + 3)));
        }

        _trace.SetCells(row, sum, SpongeSums.Half(first, new(elements), factor, Cubic(row, middlesColumn)));
    }

    private void WriteProduct(int row, int next, Goldilocks bit, int slot, int factorLess1, Goldilocks continues)
    {
        int column = NarrowColumns.Slot(slot);
        _trace[row, column] = (Goldilocks.One + bit * Parameter(row, factorLess1))
            * (Goldilocks.One + continues * (_trace[next, column] - Goldilocks.One));
    }

    /// <summary>Full rounds, the first of which starts from the state at <paramref name="column"/>.</summary>
    private void Full<TWidth>(int row, int column, int firstRound, int rounds, Goldilocks[] state, WrongSbox wrong, int rowOfPermutation)
        where TWidth : IPoseidon2Width
    {
        for (int round = firstRound; round < firstRound + rounds; round++)
        {
            _trace.SetCells(row, column, state);
            Poseidon2Layers.External<Goldilocks>(state);
            column += state.Length;

            // What stands behind the third row's last column is its output, and the node's first row goes on after round 3.
            bool hasColumn = round < 3 || round is 5 or 6 || TWidth.Value == Width8.Value;
            Sboxes<TWidth>(round, hasColumn ? column : WrongSbox.Last, state, round == 7 ? WrongSbox.None : wrong, rowOfPermutation);
        }
    }

    private static void Sboxes<TWidth>(int round, int column, Goldilocks[] state, WrongSbox wrong, int rowOfPermutation)
        where TWidth : IPoseidon2Width
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = (state[i] + TWidth.External[round * TWidth.Value + i]).Pow(7) + wrong.At(rowOfPermutation, column + i);
        }
    }

    private void Partial<TWidth>(int row, int column, int firstRound, int rounds, Goldilocks[] state, WrongSbox wrong, int rowOfPermutation)
        where TWidth : IPoseidon2Width
    {
        for (int round = 0; round < rounds; round++)
        {
            state[0] = (state[0] + TWidth.Internal[firstRound + round]).Pow(7) + wrong.At(rowOfPermutation, column + round);
            _trace[row, column + round] = state[0];
            TWidth.MultiplyInternal<Goldilocks>(state);
        }
    }

    /// <summary>A partial round whose result has no column; its linear layer gives the next row's state.</summary>
    private static void LastPartial<TWidth>(int round, Goldilocks[] state, WrongSbox wrong, int rowOfPermutation)
        where TWidth : IPoseidon2Width
    {
        state[0] = (state[0] + TWidth.Internal[round]).Pow(7);
        TWidth.MultiplyInternal<Goldilocks>(state);
        for (int i = 0; i < state.Length; i++)
        {
            state[i] += wrong.At(rowOfPermutation, WrongSbox.Last + i);
        }
    }

    private static void Output(Goldilocks[] state, WrongSbox wrong, int rowOfPermutation)
    {
        Poseidon2Layers.External<Goldilocks>(state);
        for (int i = 0; i < state.Length; i++)
        {
            state[i] += wrong.At(rowOfPermutation, WrongSbox.Last + i);
        }
    }
}
