using System.Runtime.CompilerServices;

namespace Rollup.Crypto.Curve;

/// <summary>Multiples of points that are not known beforehand, by 4-bit signed windows over a table of 1·P … 8·P.</summary>
/// <remarks>
/// Widths 4 and 5 cost the same for 128-bit multipliers; 4 keeps the vector form's table (10 KiB) in the first-level cache.
/// </remarks>
internal static class Windows
{
    public const int Width = 4;

    public const int TableLength = 1 << (Width - 1);

    /// <summary>The digits that a multiplier of so many words needs, the carry's included.</summary>
    public static int DigitCount(int words) => 64 * words / Width + 1;

    /// <summary>Σ digitᵢ·16^i · p, for each point side by side with its own digits.</summary>
    /// <param name="digits">Groups of one digit for each point, the least significant group first; at least one group.</param>
    [SkipLocalsInit]
    public static FractionalPoint<TCoordinate> Multiply<TCoordinate>(in FractionalPoint<TCoordinate> p, ReadOnlySpan<int> digits)
        where TCoordinate : unmanaged, ICoordinate<TCoordinate>
    {
        Span<FractionalPoint<TCoordinate>> table = stackalloc FractionalPoint<TCoordinate>[TableLength];
        FillTable(p, table);

        int position = digits.Length - TCoordinate.Width;
        FractionalPoint<TCoordinate> result = TCoordinate.Lookup(table, digits[position..]);
        while (position > 0)
        {
            position -= TCoordinate.Width;
            result = FractionalPoint<TCoordinate>.DoubleTimes(result, Width);
            result = FractionalPoint<TCoordinate>.Add(result, TCoordinate.Lookup(table, digits.Slice(position, TCoordinate.Width)));
        }

        return result;
    }

    /// <summary>Fills table[i] with (i + 1)·p.</summary>
    private static void FillTable<TCoordinate>(in FractionalPoint<TCoordinate> p, Span<FractionalPoint<TCoordinate>> table)
        where TCoordinate : unmanaged, ICoordinate<TCoordinate>
    {
        table[0] = p;
        for (int i = 1; i < table.Length; i++)
        {
            table[i] = i % 2 == 0
                ? FractionalPoint<TCoordinate>.Add(table[i - 1], p)
                : FractionalPoint<TCoordinate>.Double(table[i / 2]);
        }
    }
}
