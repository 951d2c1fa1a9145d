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
            Transpose512((ulong*)source, rowStride, (ulong*)destination);
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

    private static void Transpose512(ulong* source, nint stride, ulong* destination)
    {
        // Neighbouring rows by pairs: (r0c0 r1c0 r0c2 r1c2 …) and (r0c1 r1c1 r0c3 r1c3 …).
        Vector512<ulong> row0 = Row(0), row1 = Row(1), row2 = Row(2), row3 = Row(3), row4 = Row(4), row5 = Row(5), row6 = Row(6), row7 = Row(7);
        Vector512<ulong> even01 = Avx512F.UnpackLow(row0, row1), odd01 = Avx512F.UnpackHigh(row0, row1);
        Vector512<ulong> even23 = Avx512F.UnpackLow(row2, row3), odd23 = Avx512F.UnpackHigh(row2, row3);
        Vector512<ulong> even45 = Avx512F.UnpackLow(row4, row5), odd45 = Avx512F.UnpackHigh(row4, row5);
        Vector512<ulong> even67 = Avx512F.UnpackLow(row6, row7), odd67 = Avx512F.UnpackHigh(row6, row7);

        Columns(even01, even23, even45, even67, destination);
        Columns(odd01, odd23, odd45, odd67, destination + Size);

        Vector512<ulong> Row(int index) => Vector512.Load(source + index * stride);
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
