using System.Runtime.Intrinsics.X86;
using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>Turns rows of a matrix into columns: packs that hold one cell of each of several rows.</summary>
internal static unsafe class PanelGather
{
    /// <summary>Gathers as many consecutive rows as a pack has lanes.</summary>
    /// <param name="columns">Receives eight packs per panel: column 0 of the rows, column 1, ….</param>
    public static void Consecutive<TPacked>(NativeMatrix matrix, int firstRow, TPacked* columns)
        where TPacked : unmanaged, IPackedField<TPacked> =>
        Consecutive(matrix, firstRow, columns, 0, matrix.PanelCount);

    /// <summary>The same for panels from <paramref name="firstPanel"/> up to <paramref name="endPanel"/>; each keeps its place in <paramref name="columns"/>.</summary>
    public static void Consecutive<TPacked>(NativeMatrix matrix, int firstRow, TPacked* columns, int firstPanel, int endPanel)
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        for (int panel = firstPanel; panel < endPanel; panel++)
        {
            ulong* source = matrix.Panel(panel) + (long)firstRow * NativeMatrix.PanelWidth;
            ulong* destination = (ulong*)(columns + panel * NativeMatrix.PanelWidth);
            if (TPacked.Width == LaneTranspose.Size)
            {
                LaneTranspose.Transpose((Goldilocks*)source, NativeMatrix.PanelWidth, (Goldilocks*)destination, VectorPath.Avx512);
            }
            else
            {
                for (int lane = 0; lane < TPacked.Width; lane++)
                {
                    CopyRow(source + lane * NativeMatrix.PanelWidth, destination + lane, TPacked.Width);
                }
            }
        }
    }

    /// <summary>Asks for rows that will be gathered soon: a table's panels are far apart in memory, in no order a machine would guess.</summary>
    public static void Prefetch(NativeMatrix matrix, int firstRow, int rowCount)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (int panel = 0; panel < matrix.PanelCount; panel++)
        {
            ulong* row = matrix.Panel(panel) + (long)firstRow * NativeMatrix.PanelWidth;
            for (int i = 0; i < rowCount; i++, row += NativeMatrix.PanelWidth)
            {
                Sse.Prefetch0(row);
            }
        }
    }

    /// <summary>Gathers rows from anywhere.</summary>
    /// <param name="rows">One per lane.</param>
    public static void Scattered<TPacked>(NativeMatrix matrix, ReadOnlySpan<int> rows, TPacked* columns)
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        for (int panel = 0; panel < matrix.PanelCount; panel++)
        {
            ulong* destination = (ulong*)(columns + panel * NativeMatrix.PanelWidth);
            for (int lane = 0; lane < TPacked.Width; lane++)
            {
                CopyRow(matrix.Panel(panel) + (long)rows[lane] * NativeMatrix.PanelWidth, destination + lane, TPacked.Width);
            }
        }
    }

    /// <summary>The way back: writes the first panels of as many consecutive rows as a pack has lanes.</summary>
    /// <param name="columns">Eight packs per panel; those beyond the matrix's columns are zero.</param>
    public static void Spread<TPacked>(TPacked* columns, NativeMatrix matrix, int firstRow, int panelCount)
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        for (int panel = 0; panel < panelCount; panel++)
        {
            ulong* source = (ulong*)(columns + panel * NativeMatrix.PanelWidth);
            ulong* destination = matrix.Panel(panel) + (long)firstRow * NativeMatrix.PanelWidth;
            if (TPacked.Width == LaneTranspose.Size)
            {
                LaneTranspose.Transpose((Goldilocks*)source, LaneTranspose.Size, (Goldilocks*)destination, VectorPath.Avx512);
                continue;
            }

            for (int word = 0; word < NativeMatrix.PanelWidth * TPacked.Width; word++)
            {
                destination[word] = source[word % NativeMatrix.PanelWidth * TPacked.Width + word / NativeMatrix.PanelWidth];
            }
        }
    }

    private static void CopyRow(ulong* row, ulong* lane, int width)
    {
        for (int column = 0; column < NativeMatrix.PanelWidth; column++)
        {
            lane[column * width] = row[column];
        }
    }
}
