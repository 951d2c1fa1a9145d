using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Examples.RangeCheck;

/// <summary>Fills the rows of <see cref="LimbsAir"/> and <see cref="RangeTableAir"/>.</summary>
public static class RangeCheckTraceGenerator
{
    /// <summary>The preprocessed column: row i holds i.</summary>
    /// <param name="logHeight">16 for the whole range; tests take fewer rows and smaller numbers.</param>
    public static NativeMatrix Table(int logHeight = 16)
    {
        NativeMatrix table = new(1 << logHeight, RangeTableColumns.PreprocessedCount);
        for (int row = 0; row < table.RowCount; row++)
        {
            table[row, RangeTableColumns.Value] = (ulong)row;
        }

        return table;
    }

    /// <returns>The limbs' trace, the table's trace, and the public value: the sum of <paramref name="values"/>.</returns>
    public static (NativeMatrix Limbs, NativeMatrix Multiplicities, Goldilocks[] PublicValues) Generate(
        int logHeight, ReadOnlySpan<uint> values, int logTableHeight = 16)
    {
        NativeMatrix limbs = new(1 << logHeight, LimbsColumns.Count);
        NativeMatrix multiplicities = new(1 << logTableHeight, RangeTableColumns.Count);
        Goldilocks total = default;
        for (int row = 0; row < limbs.RowCount; row++)
        {
            if (row < values.Length)
            {
                (int low, int high) = ((ushort)values[row], (int)(values[row] >> 16));
                total += values[row];
                limbs[row, LimbsColumns.IsReal] = Goldilocks.One;
                limbs[row, LimbsColumns.Value] = values[row];
                limbs[row, LimbsColumns.LowLimb] = (ulong)low;
                limbs[row, LimbsColumns.HighLimb] = (ulong)high;
                multiplicities[low, RangeTableColumns.Multiplicity] += Goldilocks.One;
                multiplicities[high, RangeTableColumns.Multiplicity] += Goldilocks.One;
            }

            limbs[row, LimbsColumns.Total] = total;
        }

        return (limbs, multiplicities, [total]);
    }
}
