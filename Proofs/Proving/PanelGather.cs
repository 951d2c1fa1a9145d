using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Rollup.Crypto;

namespace Rollup.Proofs.Proving;

/// <summary>Turns rows of a panel into columns: eight words of each of several rows into eight packs, one per column.</summary>
internal static unsafe class PanelGather
{
    private const int PanelWidth = 8;

    /// <summary>Gathers one panel's part of the rows.</summary>
    /// <param name="panel">The first word of the panel; row r is at 8·r.</param>
    /// <param name="rows">As many rows as a pack has lanes.</param>
    /// <param name="columns">Receives eight packs: column 0 of the rows, column 1, ….</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows<TPacked>(ulong* panel, int* rows, Goldilocks* columns)
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        if (TPacked.Width == 8 && Avx512F.IsSupported)
        {
            Transpose8(panel, rows, (ulong*)columns);
        }
        else
        {
            TransposeScalar(panel, rows, (ulong*)columns, TPacked.Width);
        }
    }

    /// <summary>The way back: eight packs into eight words of each row.</summary>
    public static void Scatter<TPacked>(Goldilocks* columns, ulong* panel, int* rows)
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        ulong* words = (ulong*)columns;
        for (int lane = 0; lane < TPacked.Width; lane++)
        {
            for (int column = 0; column < PanelWidth; column++)
            {
                panel[(long)rows[lane] * PanelWidth + column] = words[column * TPacked.Width + lane];
            }
        }
    }

    private static void TransposeScalar(ulong* panel, int* rows, ulong* columns, int width)
    {
        for (int lane = 0; lane < width; lane++)
        {
            ulong* row = panel + (long)rows[lane] * PanelWidth;
            for (int column = 0; column < PanelWidth; column++)
            {
                columns[column * width + lane] = row[column];
            }
        }
    }

    /// <summary>Pairs of rows are interleaved, then their 128-bit quarters are dealt out twice.</summary>
    private static void Transpose8(ulong* panel, int* rows, ulong* columns)
    {
        Vector512<ulong> r0 = Row(panel, rows[0]), r1 = Row(panel, rows[1]), r2 = Row(panel, rows[2]), r3 = Row(panel, rows[3]);
        Vector512<ulong> r4 = Row(panel, rows[4]), r5 = Row(panel, rows[5]), r6 = Row(panel, rows[6]), r7 = Row(panel, rows[7]);

        Even(Avx512F.UnpackLow(r0, r1), Avx512F.UnpackLow(r2, r3), Avx512F.UnpackLow(r4, r5), Avx512F.UnpackLow(r6, r7), columns);
        Even(Avx512F.UnpackHigh(r0, r1), Avx512F.UnpackHigh(r2, r3), Avx512F.UnpackHigh(r4, r5), Avx512F.UnpackHigh(r6, r7), columns + PanelWidth);
    }

    /// <summary>Columns 0, 2, 4 and 6 of what the pairs of rows hold, written two packs apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Even(Vector512<ulong> p01, Vector512<ulong> p23, Vector512<ulong> p45, Vector512<ulong> p67, ulong* columns)
    {
        const byte even = 0x88; // quarters 0 and 2 of both
        const byte odd = 0xDD; // quarters 1 and 3 of both
        Vector512<ulong> low = Avx512F.Shuffle4x128(p01, p23, even), lowOdd = Avx512F.Shuffle4x128(p01, p23, odd);
        Vector512<ulong> high = Avx512F.Shuffle4x128(p45, p67, even), highOdd = Avx512F.Shuffle4x128(p45, p67, odd);

        Avx512F.Shuffle4x128(low, high, even).Store(columns);
        Avx512F.Shuffle4x128(lowOdd, highOdd, even).Store(columns + 2 * PanelWidth);
        Avx512F.Shuffle4x128(low, high, odd).Store(columns + 4 * PanelWidth);
        Avx512F.Shuffle4x128(lowOdd, highOdd, odd).Store(columns + 6 * PanelWidth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Row(ulong* panel, int row) => Vector512.Load(panel + (long)row * PanelWidth);
}
