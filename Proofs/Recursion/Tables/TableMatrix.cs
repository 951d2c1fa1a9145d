using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>What the writers of these tables' matrices share.</summary>
internal static class TableMatrix
{
    /// <summary>A matrix of zeros for a table of 2^logHeight rows.</summary>
    /// <exception cref="ArgumentException">The table is too low for the rows that are used.</exception>
    public static NativeMatrix Create(string table, int usedRows, int logHeight, int columnCount)
    {
        CheckFits(table, usedRows, logHeight);
        return new(1 << logHeight, columnCount);
    }

    public static void CheckFits(string table, int usedRows, int logHeight)
    {
        if (usedRows > 1 << logHeight)
        {
            throw new ArgumentException($"The {table} table of 2^{logHeight} rows has no room for {usedRows}.");
        }
    }

    /// <summary>Writes the two columns of a slot.</summary>
    public static void SetSlot(this NativeMatrix matrix, int row, int column, Slot slot)
    {
        matrix[row, column] = (ulong)slot.Address;
        matrix[row, column + 1] = ToElement(slot.Multiplicity);
    }

    public static void SetFlag(this NativeMatrix matrix, int row, int column, bool flag) =>
        matrix[row, column] = flag ? Goldilocks.One : Goldilocks.Zero;

    /// <summary>Writes consecutive columns of a row.</summary>
    public static void SetCells(this NativeMatrix matrix, int row, int column, ReadOnlySpan<Goldilocks> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            matrix[row, column + i] = cells[i];
        }
    }

    public static void SetCells(this NativeMatrix matrix, int row, int column, Cubic<Goldilocks> value) =>
        matrix.SetCells(row, column, [value.C0, value.C1, value.C2]);

    private static Goldilocks ToElement(int multiplicity) =>
        multiplicity < 0 ? -new Goldilocks((ulong)-(long)multiplicity) : new((ulong)multiplicity);
}
