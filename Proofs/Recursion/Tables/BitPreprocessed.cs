using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The preprocessed columns of <see cref="BitAir"/>.</summary>
public static class BitPreprocessed
{
    /// <summary>Row i of the table is row i of the circuit; the rest of the 2^logHeight rows is padding.</summary>
    /// <exception cref="ArgumentException">The rows are not groups of positions 0 … 63, or a group's two values are not one wire.</exception>
    public static NativeMatrix Create(ReadOnlySpan<BitRow> rows, int logHeight)
    {
        NativeMatrix matrix = TableMatrix.Create("bit", rows.Length, logHeight, BitColumns.PreprocessedCount);
        BitGroup.CheckLength(rows.Length);
        for (int first = 0; first < rows.Length; first += BitGroup.Length)
        {
            ReadOnlySpan<BitRow> group = rows.Slice(first, BitGroup.Length);
            if (!BitGroup.IsPadding(group))
            {
                WriteGroup(matrix, first, group);
            }
        }

        return matrix;
    }

    private static void WriteGroup(NativeMatrix matrix, int first, ReadOnlySpan<BitRow> group)
    {
        if (group[0].Value.Address != group[BitGroup.Middle].Value.Address || group[0].Value.Multiplicity == 0 || group[BitGroup.Middle].Value.Multiplicity == 0)
        {
            throw new ArgumentException(
                $"Bit rows {first} and {first + BitGroup.Middle} need slots of one wire; they have {group[0].Value} and {group[BitGroup.Middle].Value}.");
        }

        for (int position = 0; position < BitGroup.Length; position++)
        {
            if (group[position].Position != position)
            {
                throw new ArgumentException($"Bit row {first + position} has position {group[position].Position}; expected {position}.");
            }

            Write(matrix, first + position, group[position]);
            bool isLast = position + 1 == BitGroup.Length;
            matrix[first + position, BitColumns.RemainderFactor] = isLast ? 0UL : 2;
            matrix[first + position, BitColumns.IndexFactor] = !isLast && group[position + 1].IsInIndex ? 2UL : 0;
        }

        if (group[^1].PointContinues || group[^1].RootContinues)
        {
            throw new ArgumentException($"A product of bit rows {first} to {first + BitGroup.Length - 1} goes on after the last bit.");
        }
    }

    private static void Write(NativeMatrix matrix, int row, in BitRow bit)
    {
        matrix.SetSlot(row, BitColumns.SlotValue, bit.Value);
        matrix.SetSlot(row, BitColumns.SlotIndex, bit.Index);
        matrix.SetSlot(row, BitColumns.SlotPoint, bit.Point);
        matrix.SetSlot(row, BitColumns.SlotRoot, bit.Root);
        matrix.SetFlag(row, BitColumns.IsFirst, bit.Position == 0);
        matrix.SetFlag(row, BitColumns.IsMiddle, bit.Position == BitGroup.Middle);
        matrix.SetFlag(row, BitColumns.IsInIndex, bit.IsInIndex);
        matrix[row, BitColumns.PointFactor] = BitGroup.FactorOf(bit.PointFactor) - Goldilocks.One;
        matrix.SetFlag(row, BitColumns.PointContinues, bit.PointContinues);
        matrix[row, BitColumns.RootFactor] = BitGroup.FactorOf(bit.RootFactor) - Goldilocks.One;
        matrix.SetFlag(row, BitColumns.RootContinues, bit.RootContinues);
    }
}
