using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SinglePoint = Rollup.Crypto.Curve.FractionalPoint<Rollup.Crypto.GoldilocksQuintic, ulong>;

namespace Rollup.Crypto.Curve;

/// <summary>Multiples of G from a table of j·2^(8i)·G, j = 1 … 128, i = 0 … 39: one mixed addition for each byte of the scalar.</summary>
/// <remarks>400 KiB, computed once at first use. Width 8 halves the additions of width 4 and still fits the second-level cache.</remarks>
internal static class GeneratorTable
{
    public const int Width = 8;

    public const int WindowCount = 40;

    public const int WindowLength = 1 << (Width - 1);

    private static readonly AffinePoint[] Points = Compute();

    /// <summary>The table as words: point j·2^(8i)·G starts at <see cref="AffinePoint.WordCount"/>·(128·i + j − 1), x before u.</summary>
    public static ReadOnlySpan<ulong> Words => MemoryMarshal.Cast<AffinePoint, ulong>(Points);

    /// <summary>scalar · G, for secret scalars: reads the whole table, whatever the scalar is.</summary>
    public static CurvePoint Multiply(in Scalar scalar)
    {
        Span<int> digits = stackalloc int[WindowCount];
        Recode(scalar, digits);

        SinglePoint sum = SinglePoint.Neutral;
        for (int i = 0; i < WindowCount; i++)
        {
            AffinePoint multiple = Scan(Points.AsSpan(i * WindowLength, WindowLength), digits[i]);
            sum = SinglePoint.AddAffine(sum, multiple.X, multiple.U);
        }

        return new(sum);
    }

    /// <summary>point + scalar · G, for public scalars: reads the entries it needs.</summary>
    public static CurvePoint AddMultiple(in CurvePoint point, in Scalar scalar)
    {
        Span<int> digits = stackalloc int[WindowCount];
        Recode(scalar, digits);

        SinglePoint sum = point.Fractions;
        for (int i = 0; i < WindowCount; i++)
        {
            int digit = digits[i];
            if (digit != 0)
            {
                ref readonly AffinePoint multiple = ref Points[i * WindowLength + Math.Abs(digit) - 1];
                GoldilocksQuintic u = digit < 0 ? -multiple.U : multiple.U;
                sum = SinglePoint.AddAffine(sum, multiple.X, u);
            }
        }

        return new(sum);
    }

    /// <summary>The scalar's digits; 40 are enough, since n is below 2^319 leaves the top one room for a carry.</summary>
    public static void Recode(in Scalar scalar, Span<int> digits)
    {
        Span<ulong> words = stackalloc ulong[Scalar.LimbCount];
        scalar.CopyWords(words);
        SignedDigits.Recode(words, Width, digits);
    }

    /// <summary>digit · (the window's point), with the same memory accesses for every digit.</summary>
    [SkipLocalsInit]
    private static AffinePoint Scan(ReadOnlySpan<AffinePoint> window, int digit)
    {
        long sign = digit >> 31;
        ulong magnitude = (ulong)((digit ^ sign) - sign);

        Span<ulong> found = stackalloc ulong[AffinePoint.WordCount];
        found.Clear(); // digit 0 finds no entry: x = u = 0 is the neutral point
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<AffinePoint, ulong>(window);
        for (int j = 0; j < window.Length; j++)
        {
            ulong mask = EqualsMask<GoldilocksQuintic>(magnitude, (uint)(j + 1));
            ReadOnlySpan<ulong> entry = words.Slice(j * AffinePoint.WordCount, AffinePoint.WordCount);
            for (int k = 0; k < found.Length; k++)
            {
                found[k] |= entry[k] & mask;
            }
        }

        AffinePoint point = MemoryMarshal.Read<AffinePoint>(MemoryMarshal.AsBytes(found));
        return point with { U = Select((ulong)sign, -point.U, point.U) };
    }

    private static ulong EqualsMask<TCoordinate>(ulong word, uint value)
        where TCoordinate : struct, ICoordinate<TCoordinate, ulong> => TCoordinate.EqualsMask(word, value);

    private static TCoordinate Select<TCoordinate>(ulong mask, in TCoordinate ifSet, in TCoordinate ifClear)
        where TCoordinate : struct, ICoordinate<TCoordinate, ulong> => TCoordinate.Select(mask, ifSet, ifClear);

    private static AffinePoint[] Compute()
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

        AffinePoint[] affine = new AffinePoint[points.Length];
        AffinePoint.Normalize(points, affine);
        return affine;
    }
}
