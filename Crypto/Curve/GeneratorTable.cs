using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rollup.Crypto.Curve;

/// <summary>A table of j·2^(8i)·G, j = 1 … 128, i = 0 … 39: with it, a multiple of G is one mixed addition for each byte of the scalar.</summary>
/// <remarks>400 KiB, computed once at first use. Width 8 halves the additions of width 4 and still fits the second-level cache.</remarks>
internal static class GeneratorTable
{
    public const int WindowCount = 40;

    public const int WindowLength = 1 << (Width - 1);

    /// <summary>x, then u.</summary>
    public const int EntryLength = 2 * 5;

    private const int Width = 8;

    private static readonly ulong[] Words = Compute();

    /// <summary>The entries of window <paramref name="index"/>, and beyond them the rest of the table, so that wide reads stay inside.</summary>
    public static ReadOnlySpan<ulong> Window(int index) => Words.AsSpan(index * WindowLength * EntryLength);

    /// <summary>The scalar's digits; 40 are enough, since n is below 2^319 and leaves the top one room for a carry.</summary>
    public static void Recode(in Scalar scalar, Span<int> digits)
    {
        Span<ulong> words = stackalloc ulong[Scalar.LimbCount];
        scalar.CopyWords(words);
        SignedDigits.Recode(words, Width, digits);
    }

    /// <summary>Entry <paramref name="magnitude"/> of a window, or the neutral point for 0, by reading all of them.</summary>
    /// <param name="entry">Receives <see cref="EntryLength"/> words.</param>
    public static void Scan(int index, int magnitude, Span<ulong> entry)
    {
        // Read the static field first: the check that it is initialised is a call, over which the JIT would spill all vectors.
        ref ulong word = ref Words[index * WindowLength * EntryLength];

        // Words 0 … 3, 4 … 7 and 6 … 9: the last two overlap.
        Vector256<ulong> first = default, second = default, last = default;
        Vector256<ulong> wanted = Vector256.Create((ulong)magnitude), position = default;
        for (int i = 0; i < WindowLength; i++)
        {
            position += Vector256<ulong>.One;
            Vector256<ulong> mask = Vector256.Equals(wanted, position);
            first |= mask & Vector256.LoadUnsafe(ref word);
            second |= mask & Vector256.LoadUnsafe(ref word, 4);
            last |= mask & Vector256.LoadUnsafe(ref word, EntryLength - 4);
            word = ref Unsafe.Add(ref word, EntryLength);
        }

        first.CopyTo(entry);
        second.CopyTo(entry[4..]);
        last.CopyTo(entry[(EntryLength - 4)..]);
    }

    private static ulong[] Compute()
    {
        CurvePoint[] points = new CurvePoint[WindowCount * WindowLength];
        CurvePoint unit = CurvePoint.Generator;
        for (int i = 0; i < WindowCount; i++)
        {
            CurvePoint multiple = unit;
            for (int j = 0; j < WindowLength; j++)
            {
                points[i * WindowLength + j] = multiple;
                multiple += unit;
            }

            unit = unit.DoubleTimes(Width);
        }

        // Wide reads of the last entry may go past it.
        AffinePoint[] affine = new AffinePoint[points.Length + 1];
        AffinePoint.Normalize(points, affine);
        return MemoryMarshal.Cast<AffinePoint, ulong>(affine).ToArray();
    }
}
