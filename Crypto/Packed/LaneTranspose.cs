using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>Transposes 8 × 8 blocks of words: between eight rows and eight lanes.</summary>
public static unsafe class LaneTranspose
{
    public const int Size = 8;

    /// <summary>destination[8·c + r] = source[r·<paramref name="rowStride"/> + c] for r, c in 0 … 7.</summary>
    /// <param name="rowStride">In elements; 8 for a block that stands alone.</param>
    /// <param name="destination">64 elements; must not overlap the source.</param>
    public static void Transpose(Goldilocks* source, nint rowStride, Goldilocks* destination) =>
        Transpose(source, rowStride, destination, VectorPaths.Active);

    public static void Transpose(Goldilocks* source, nint rowStride, Goldilocks* destination, VectorPath path)
    {
        if (path == VectorPath.Avx512)
        {
            ulong* words = (ulong*)source;
            Transpose512(
                Vector512.Load(words), Vector512.Load(words + rowStride),
                Vector512.Load(words + 2 * rowStride), Vector512.Load(words + 3 * rowStride),
                Vector512.Load(words + 4 * rowStride), Vector512.Load(words + 5 * rowStride),
                Vector512.Load(words + 6 * rowStride), Vector512.Load(words + 7 * rowStride),
                (ulong*)destination);
            return;
        }

        for (int column = 0; column < Size; column++)
        {
            for (int row = 0; row < Size; row++)
            {
                destination[Size * column + row] = source[row * rowStride + column];
            }
        }
    }

    /// <summary>The same for eight rows anywhere in memory.</summary>
    internal static void Gather(ulong** rows, ulong* destination, VectorPath path)
    {
        if (path == VectorPath.Avx512)
        {
            Transpose512(
                Vector512.Load(rows[0]), Vector512.Load(rows[1]), Vector512.Load(rows[2]), Vector512.Load(rows[3]),
                Vector512.Load(rows[4]), Vector512.Load(rows[5]), Vector512.Load(rows[6]), Vector512.Load(rows[7]),
                destination);
            return;
        }

        for (int column = 0; column < Size; column++)
        {
            for (int row = 0; row < Size; row++)
            {
                destination[Size * column + row] = rows[row][column];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose512(
        Vector512<ulong> row0, Vector512<ulong> row1, Vector512<ulong> row2, Vector512<ulong> row3,
        Vector512<ulong> row4, Vector512<ulong> row5, Vector512<ulong> row6, Vector512<ulong> row7, ulong* destination)
    {
        // Neighbouring rows by pairs: (r0c0 r1c0 r0c2 r1c2 …) and (r0c1 r1c1 r0c3 r1c3 …).
        Columns(
            Avx512F.UnpackLow(row0, row1), Avx512F.UnpackLow(row2, row3),
            Avx512F.UnpackLow(row4, row5), Avx512F.UnpackLow(row6, row7), destination);
        Columns(
            Avx512F.UnpackHigh(row0, row1), Avx512F.UnpackHigh(row2, row3),
            Avx512F.UnpackHigh(row4, row5), Avx512F.UnpackHigh(row6, row7), destination + Size);
    }

    /// <summary>Writes columns c, c + 2, c + 4, c + 6 from four pairs of rows by moving 128-bit pieces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(Vector512<ulong> rows01, Vector512<ulong> rows23, Vector512<ulong> rows45, Vector512<ulong> rows67, ulong* column)
    {
        const byte evenPieces = 0b10_00_10_00, oddPieces = 0b11_01_11_01;
        Vector512<ulong> low04 = Avx512F.Shuffle4x128(rows01, rows23, evenPieces), high04 = Avx512F.Shuffle4x128(rows45, rows67, evenPieces);
        Vector512<ulong> low26 = Avx512F.Shuffle4x128(rows01, rows23, oddPieces), high26 = Avx512F.Shuffle4x128(rows45, rows67, oddPieces);
        Avx512F.Shuffle4x128(low04, high04, evenPieces).Store(column);
        Avx512F.Shuffle4x128(low26, high26, evenPieces).Store(column + 2 * Size);
        Avx512F.Shuffle4x128(low04, high04, oddPieces).Store(column + 4 * Size);
        Avx512F.Shuffle4x128(low26, high26, oddPieces).Store(column + 6 * Size);
    }
}
