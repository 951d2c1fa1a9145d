using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The preprocessed columns of <see cref="SpongeAir"/>.</summary>
public static class SpongePreprocessed
{
    /// <summary>Row i of the table is row i of the circuit; the rest of the 2^logHeight rows is padding.</summary>
    /// <exception cref="ArgumentException">A row needs a row before or after it that is not there, or is not what it says.</exception>
    public static NativeMatrix Create(ReadOnlySpan<SpongeRow> rows, int logHeight)
    {
        NativeMatrix matrix = TableMatrix.Create("sponge", rows.Length, logHeight, SpongeColumns.PreprocessedCount);
        for (int row = 0; row < rows.Length; row++)
        {
            Check(rows, row);
            Write(matrix, row, rows[row]);

            // The row before a row says how it starts; the row before the first is the table's last.
            WriteStart(matrix, row == 0 ? matrix.RowCount - 1 : row - 1, rows[row]);
        }

        return matrix;
    }

    private static void Write(NativeMatrix matrix, int row, in SpongeRow sponge)
    {
        matrix.SetSlot(row, SpongeColumns.SlotWord0, sponge.Word0);
        matrix.SetSlot(row, SpongeColumns.SlotWord1, sponge.Word1);
        matrix.SetSlot(row, SpongeColumns.SlotOutput0, sponge.Output0);
        matrix.SetSlot(row, SpongeColumns.SlotOutput1, sponge.Output1);
        matrix.SetSlot(row, SpongeColumns.SlotCubicSum, sponge.CubicSum);
        matrix.SetSlot(row, SpongeColumns.SlotBaseSum, sponge.BaseSum);
        matrix.SetSlot(row, SpongeColumns.SlotCubicFactor, sponge.CubicFactor);
        matrix.SetSlot(row, SpongeColumns.SlotBaseFactor, sponge.BaseFactor);
        matrix.SetFlag(row, SpongeColumns.ShowsCubic0, sponge.OutputMask0 != WordMask.Base);
        matrix.SetFlag(row, SpongeColumns.ShowsDigest0, sponge.OutputMask0 == WordMask.Digest);
        matrix.SetFlag(row, SpongeColumns.ShowsCubic1, sponge.OutputMask1 == WordMask.Cubic);
        matrix.SetFlag(row, SpongeColumns.Continues, sponge.Continues);
        if (sponge.Pattern != RowPattern.None)
        {
            matrix[row, SpongeColumns.Pattern + (sponge.Pattern - RowPattern.Base)] = Goldilocks.One;
        }

        for (int bit = 0; bit < 3; bit++)
        {
            matrix.SetFlag(row, SpongeColumns.Padding + bit, (sponge.Padding >> bit & 1) != 0);
        }
    }

    private static void WriteStart(NativeMatrix matrix, int rowBefore, in SpongeRow sponge)
    {
        matrix.SetFlag(rowBefore, SpongeColumns.NextKeeps, !sponge.Starts);
        matrix.SetFlag(rowBefore, SpongeColumns.NextCarries, sponge.CarriesRate);
        matrix[rowBefore, SpongeColumns.NextCapacity8] = sponge.Capacity8;
        matrix[rowBefore, SpongeColumns.NextCapacity9] = sponge.Capacity9;
    }

    /// <summary>Refuses a row that contradicts itself or its neighbours.</summary>
    internal static void Check(ReadOnlySpan<SpongeRow> rows, int index)
    {
        SpongeRow row = rows[index];
        SpongeRow next = index + 1 < rows.Length ? rows[index + 1] : new() { Starts = true };
        if (index == 0 && (!row.Starts || row.CarriesRate))
        {
            throw new ArgumentException($"Sponge row 0 goes on from a row before it: {row}.");
        }

        if (row.Padding is < 0 or >= SpongeColumns.Rate)
        {
            throw new ArgumentException($"Sponge row {index} has {row.Padding} elements of padding; expected 0 to {SpongeColumns.Rate - 1}.");
        }

        if (row.Output1 != default && row.OutputMask1 == WordMask.Digest)
        {
            throw new ArgumentException($"Sponge row {index} shows its second output word as a digest, which only the first can be.");
        }

        if (row.Continues && (next.Starts || row.Padding != 0 || row.Pattern == RowPattern.None || next.Pattern != AfterBlock(row.Pattern)))
        {
            throw new ArgumentException($"Sponge row {index} does not go on as a row of its pattern does: {row}, then {next}.");
        }
    }

    /// <summary>Eight elements on: 8 = 2 mod 3.</summary>
    private static RowPattern AfterBlock(RowPattern pattern) => pattern switch
    {
        RowPattern.CubicPhase0 => RowPattern.CubicPhase2,
        RowPattern.CubicPhase1 => RowPattern.CubicPhase0,
        RowPattern.CubicPhase2 => RowPattern.CubicPhase1,
        _ => pattern,
    };
}
