using Rollup.Crypto;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Writes the preprocessed columns of <see cref="NarrowAir"/>: all that is fixed by the circuit.</summary>
public static class NarrowPreprocessed
{
    /// <summary>Rows that are not in use are operations without operands: zeros.</summary>
    /// <exception cref="ArgumentException">The table is too low.</exception>
    public static NativeMatrix Create(NarrowLayout layout, int logHeight)
    {
        NativeMatrix matrix = TableMatrix.Create("narrow", layout.RowCount, logHeight, NarrowPreprocessedColumns.Count);
        for (int row = 0; row < layout.RowCount; row++)
        {
            Write(new(matrix, row), layout, row);
        }

        return matrix;
    }

    private static void Write(RowWriter writer, NarrowLayout layout, int index)
    {
        NarrowRow row = layout.Rows[index];
        switch (row.Kind)
        {
            case NarrowRowKind.Operations:
                WriteOperations(writer, layout, row);
                break;
            case NarrowRowKind.Relay:
                writer.Set(NarrowPreprocessedColumns.RelayOrBits, Goldilocks.One);
                WriteRelay(writer, layout, index);
                break;
            case NarrowRowKind.Sum:
                writer.Set(NarrowPreprocessedColumns.Sum, Goldilocks.One);
                WriteSum(writer, layout, row);
                break;
            case NarrowRowKind.Bits:
                writer.Set(NarrowPreprocessedColumns.RelayOrBits, -Goldilocks.One);
                WriteBits(writer, layout, row);
                break;
            default:
                writer.Set(NarrowPreprocessedColumns.Selector(row.Kind), Goldilocks.One);
                WritePermutation(writer, layout, index);
                break;
        }
    }

    private static void WritePermutation(RowWriter writer, NarrowLayout layout, int index)
    {
        NarrowRow row = layout.Rows[index];
        switch (row.Kind)
        {
            case NarrowRowKind.Node1:
                NodeRow node = layout.Nodes[row.Source];
                writer.Parameter(NodeParameters.Step, node.IsStep);
                writer.Parameter(NodeParameters.IndexFactor, (ulong)node.IndexFactor);
                writer.Slot(InputSlots.Word0, layout.StartsPath(row.Source) ? default : node.Current);
                writer.Slot(InputSlots.Word1, node.Right);
                break;
            case NarrowRowKind.Sponge1:
                WriteFirst(writer, layout, row.Source);
                break;
            case NarrowRowKind.Sponge3:
                bool isShown = layout.Rows[index + 1].Kind == NarrowRowKind.Relay;
                if (!isShown)
                {
                    WriteCapacity(writer, layout.Sponges[row.Source + 1]);
                }

                writer.Set(NarrowPreprocessedColumns.CarriesRate, Flag(isShown || layout.Sponges[row.Source + 1].CarriesRate));
                break;
        }
    }

    private static void WriteFirst(RowWriter writer, NarrowLayout layout, int sponge)
    {
        SpongeRow row = layout.Sponges[sponge];
        writer.Parameter(StateParameters.Capacity, row.Starts);
        WriteCapacity(writer, row);
        for (int bit = 0; bit < 3; bit++)
        {
            writer.Parameter(StateParameters.Padding + bit, (row.Padding >> bit & 1) != 0);
        }

        writer.Slot(InputSlots.Word0, WordOf(layout, sponge, 0, isSum: false));
        writer.Slot(InputSlots.Word1, WordOf(layout, sponge, 1, isSum: false));
    }

    private static void WriteSum(RowWriter writer, NarrowLayout layout, NarrowRow placed)
    {
        SpongeRow first = layout.Sponges[placed.Source];
        int words = layout.SummedWords(placed.Source) - placed.FirstWord;
        writer.Parameter(SumParameters.Base, first.Pattern == RowPattern.Base);
        writer.Parameter(SumParameters.Cubic, first.Pattern == RowPattern.CubicPhase0);
        writer.Parameter(SumParameters.Continues, words > SumColumns.WordCount);
        for (int word = 0; word < SumColumns.WordCount; word++)
        {
            (int block, int half) = Math.DivRem(placed.FirstWord + word, 2);
            bool isZero = word >= words || (half == 1 && layout.Sponges[placed.Source + block].Padding >= WireBus.WordLength);
            if (word < words)
            {
                writer.Slot(word, WordOf(layout, placed.Source + block, half, isSum: true));
            }

            if (word > 0)
            {
                writer.Parameter(word == 1 ? SumParameters.NoWord1 : SumParameters.NoWord2, isZero);
            }
        }

        if (placed.Second == 0)
        {
            writer.Slot(SumColumns.CubicFactorSlot, first.CubicFactor);
            writer.Slot(SumColumns.BaseFactorSlot, first.BaseFactor);
            writer.Slot(SumColumns.CubicSumSlot, first.CubicSum);
            writer.Slot(SumColumns.BaseSumSlot, first.BaseSum);
        }
    }

    /// <summary>The slot of a word. If it is both hashed and summed up, the sum is one more reader of it.</summary>
    private static Slot WordOf(NarrowLayout layout, int sponge, int half, bool isSum)
    {
        SpongeRow row = layout.Sponges[sponge];
        Slot slot = half == 0 ? row.Word0 : row.Word1;
        if (!layout.HasSum(sponge) || !layout.NeedsPermutation(sponge) || !layout.IsSummed(sponge, half))
        {
            return slot;
        }

        int address = NarrowLayout.IsUsed(slot) ? slot.Address : layout.FirstFreeAddress + 2 * sponge + half;
        return isSum ? new(address, -1) : new(address, slot.Multiplicity + 1);
    }

    private static void WriteRelay(RowWriter writer, NarrowLayout layout, int index)
    {
        NarrowRow row = layout.Rows[index];
        switch (row.Role)
        {
            case RelayRole.PathStart:
                NodeRow first = layout.Nodes[row.Source];
                WriteMask(writer, WordMask.Digest, WordMask.Base);
                writer.Parameter(StateParameters.LeadsToNode, true);
                writer.Slot(RelaySlots.Output0, first.Current);
                writer.Slot(RelaySlots.Index, first.Index);
                break;
            case RelayRole.NodeOutput:
                NodeRow node = layout.Nodes[row.Source];
                WriteMask(writer, WordMask.Digest, WordMask.Base);
                writer.Parameter(StateParameters.LeadsToNode, node.IsChained);
                writer.Slot(RelaySlots.Output0, node.Out);
                break;
            case RelayRole.SpongeOutputStartsPath:
                SpongeRow leaf = layout.Sponges[row.Source];
                NodeRow step = layout.Nodes[layout.Rows[index + 1].Source];
                WriteMask(writer, leaf.OutputMask0, leaf.OutputMask1);
                writer.Parameter(StateParameters.LeadsToNode, true);
                writer.Slot(RelaySlots.Output0, new(leaf.Output0.Address, leaf.Output0.Multiplicity + step.Current.Multiplicity));
                writer.Slot(RelaySlots.Output1, leaf.Output1);
                writer.Slot(RelaySlots.Index, step.Index);
                break;
            default:
                SpongeRow sponge = layout.Sponges[row.Source];
                WriteMask(writer, sponge.OutputMask0, sponge.OutputMask1);
                writer.Slot(RelaySlots.Output0, sponge.Output0);
                writer.Slot(RelaySlots.Output1, sponge.Output1);
                if (layout.IsContinued(row.Source))
                {
                    SpongeRow next = layout.Sponges[row.Source + 1];
                    writer.Parameter(StateParameters.Capacity, true);
                    writer.Parameter(StateParameters.CarriesRate, next.CarriesRate);
                    WriteCapacity(writer, next);
                }

                break;
        }
    }

    private static void WriteMask(RowWriter writer, WordMask first, WordMask second)
    {
        writer.Parameter(StateParameters.Shows12, first != WordMask.Base);
        writer.Parameter(StateParameters.Shows3, first == WordMask.Digest);
        writer.Parameter(StateParameters.Shows56, second != WordMask.Base);
    }

    private static void WriteCapacity(RowWriter writer, in SpongeRow row)
    {
        writer.Parameter(StateParameters.Capacity8, row.Capacity8);
        writer.Parameter(StateParameters.Capacity9, row.Capacity9);
    }

    private static void WriteOperations(RowWriter writer, NarrowLayout layout, NarrowRow row)
    {
        ArithmeticRow first = layout.Arithmetic[row.Source];
        writer.Slot(OperationSlots.A, first.A);
        writer.Slot(OperationSlots.B, first.B);
        writer.Slot(OperationSlots.C, first.C);
        writer.Slot(OperationSlots.D, first.D);
        WriteFactors(writer, first, 0);
        if (row.Second >= 0)
        {
            ArithmeticRow second = layout.Arithmetic[row.Second];
            writer.Slot(OperationSlots.SecondA, second.A);
            writer.Slot(OperationSlots.SecondB, OneSlotOf(second.B, second.C));
            writer.Slot(OperationSlots.SecondD, second.D);
            WriteFactors(writer, second, OperationParameters.Second);
        }
    }

    /// <summary>b and c in one place: only one is used, or both are the same wire.</summary>
    private static Slot OneSlotOf(Slot b, Slot c) =>
        !NarrowLayout.IsUsed(b) ? c : !NarrowLayout.IsUsed(c) ? b : new(b.Address, b.Multiplicity + c.Multiplicity);

    private static void WriteFactors(RowWriter writer, in ArithmeticRow row, int parameter)
    {
        writer.Parameter(parameter + OperationParameters.Product, row.Product);
        writer.Parameter(parameter + OperationParameters.Left, row.Left);
        writer.Parameter(parameter + OperationParameters.Addend, row.Addend);
        writer.Parameter(parameter + OperationParameters.Constant, row.Constant);
    }

    private static void WriteBits(RowWriter writer, NarrowLayout layout, NarrowRow placed)
    {
        BitRow row = layout.Bits[placed.Source];
        int length = placed.IsPacked ? NarrowBitColumns.PackLength : 1;
        bool isLast = row.Position + length == BitGroup.Length;
        writer.Slot(NarrowBitColumns.ValueSlot, row.Value);
        writer.Slot(NarrowBitColumns.IndexSlot, row.Index);
        writer.Slot(NarrowBitColumns.PointSlot, row.Point);
        writer.Slot(NarrowBitColumns.RootSlot, row.Root);
        writer.Parameter(NarrowBitParameters.First, row.Position == 0);
        writer.Parameter(NarrowBitParameters.Middle, row.Position == BitGroup.Middle);
        writer.Parameter(NarrowBitParameters.RemainderFactor, isLast ? 0UL : 1UL << length);
        writer.Parameter(NarrowBitParameters.IsInIndex, row.IsInIndex);
        writer.Parameter(NarrowBitParameters.IndexFactor, !isLast && layout.Bits[placed.Source + length].IsInIndex ? 2UL : 0);
        writer.Parameter(NarrowBitParameters.PointFactorLess1, BitGroup.FactorOf(row.PointFactor) - Goldilocks.One);
        writer.Parameter(NarrowBitParameters.PointContinues, row.PointContinues);
        writer.Parameter(NarrowBitParameters.RootFactorLess1, BitGroup.FactorOf(row.RootFactor) - Goldilocks.One);
        writer.Set(NarrowPreprocessedColumns.RootContinues, Flag(row.RootContinues));
        writer.Set(NarrowPreprocessedColumns.IsPacked, Flag(placed.IsPacked));
    }

    private static Goldilocks Flag(bool flag) => flag ? Goldilocks.One : Goldilocks.Zero;

    /// <summary>One row of the matrix.</summary>
    private readonly struct RowWriter(NativeMatrix matrix, int row)
    {
        public void Set(int column, Goldilocks value) => matrix[row, column] = value;

        public void Slot(int slot, Slot value) => matrix.SetSlot(row, NarrowPreprocessedColumns.Address(slot), value);

        public void Parameter(int parameter, Goldilocks value) => Set(NarrowPreprocessedColumns.Parameter + parameter, value);

        public void Parameter(int parameter, bool flag) => Parameter(parameter, Flag(flag));
    }
}
