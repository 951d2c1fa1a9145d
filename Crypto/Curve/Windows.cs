using System.Runtime.CompilerServices;

namespace Rollup.Crypto.Curve;

/// <summary>One digit of a multiplier, or one for each point side by side: magnitude and a mask that is all ones when negative.</summary>
internal readonly record struct Digit<TWord>(TWord Magnitude, TWord Negative)
    where TWord : struct;

/// <summary>Multiples of points that are not known beforehand, by 4-bit signed windows over a table of 1·P … 8·P.</summary>
/// <remarks>
/// Width 4 and 5 cost the same for 128-bit multipliers; 4 keeps the vector form's table (10 KiB) in the first-level cache.
/// The table is scanned with masks, so memory access does not depend on the multiplier; for eight points side by side that
/// is also the fastest way to read it.
/// </remarks>
internal static class Windows
{
    public const int Width = 4;

    public const int TableLength = 1 << (Width - 1);

    /// <summary>The digits that a multiplier of so many bits needs, the carry's included.</summary>
    public static int DigitCount(int bits) => bits / Width + 1;

    /// <summary>Fills table[i] with (i + 1)·p.</summary>
    public static void FillTable<TCoordinate, TWord>(
        in FractionalPoint<TCoordinate, TWord> p, Span<FractionalPoint<TCoordinate, TWord>> table)
        where TCoordinate : struct, ICoordinate<TCoordinate, TWord>
        where TWord : struct
    {
        table[0] = p;
        for (int i = 1; i < TableLength; i++)
        {
            table[i] = i % 2 == 0
                ? FractionalPoint<TCoordinate, TWord>.Add(table[i - 1], p)
                : FractionalPoint<TCoordinate, TWord>.Double(table[i / 2]);
        }
    }

    /// <summary>Σ digits[i]·16^i · P, for the P of the table.</summary>
    /// <param name="digits">Least significant first, at least one.</param>
    [SkipLocalsInit]
    public static FractionalPoint<TCoordinate, TWord> Multiply<TCoordinate, TWord>(
        ReadOnlySpan<FractionalPoint<TCoordinate, TWord>> table, ReadOnlySpan<Digit<TWord>> digits)
        where TCoordinate : struct, ICoordinate<TCoordinate, TWord>
        where TWord : struct
    {
        FractionalPoint<TCoordinate, TWord> result = Lookup(table, digits[^1]);
        for (int i = digits.Length - 2; i >= 0; i--)
        {
            result = FractionalPoint<TCoordinate, TWord>.DoubleTimes(result, Width);
            result = FractionalPoint<TCoordinate, TWord>.Add(result, Lookup(table, digits[i]));
        }

        return result;
    }

    [SkipLocalsInit]
    private static FractionalPoint<TCoordinate, TWord> Lookup<TCoordinate, TWord>(
        ReadOnlySpan<FractionalPoint<TCoordinate, TWord>> table, Digit<TWord> digit)
        where TCoordinate : struct, ICoordinate<TCoordinate, TWord>
        where TWord : struct
    {
        FractionalPoint<TCoordinate, TWord> found = FractionalPoint<TCoordinate, TWord>.Neutral;
        for (int i = 0; i < table.Length; i++)
        {
            TWord mask = TCoordinate.EqualsMask(digit.Magnitude, (uint)(i + 1));
            found = FractionalPoint<TCoordinate, TWord>.Select(mask, table[i], found);
        }

        TCoordinate u = TCoordinate.Select(digit.Negative, -found.U, found.U);
        return new(found.X, found.Z, u, found.T);
    }
}
