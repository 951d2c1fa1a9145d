using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollup.Crypto.Curve;

/// <summary>Table lookups that touch every entry and branch on nothing, so that timing and cache say little about the digit.</summary>
internal static class MaskedLookup
{
    /// <summary>digit · P from a table of 1·P, 2·P, …</summary>
    public static FractionalPoint<TCoordinate> Multiple<TCoordinate>(ReadOnlySpan<FractionalPoint<TCoordinate>> table, int digit)
        where TCoordinate : unmanaged, ICoordinate<TCoordinate>
    {
        FractionalPoint<TCoordinate> found = FractionalPoint<TCoordinate>.Neutral;
        Find(Words(table), digit, Words(ref found));
        return new(found.X, found.Z, NegateIfNegative(digit, found.U), found.T);
    }

    /// <summary>Overwrites <paramref name="found"/> with entry |digit| − 1 of the table; leaves it as it is for the digit 0.</summary>
    /// <param name="table">Entries of as many words as <paramref name="found"/>.</param>
    public static void Find(ReadOnlySpan<ulong> table, int digit, Span<ulong> found)
    {
        ulong magnitude = (ulong)Math.Abs(digit);
        for (ulong i = 1; !table.IsEmpty; i++)
        {
            // x | −x has its top bit clear only for x = 0.
            ulong difference = magnitude ^ i;
            ulong mask = ((difference | (0 - difference)) >> 63) - 1;
            Blend(mask, table[..found.Length], found);
            table = table[found.Length..];
        }
    }

    /// <summary>−u for negative digits, else u.</summary>
    public static TCoordinate NegateIfNegative<TCoordinate>(int digit, in TCoordinate u)
        where TCoordinate : unmanaged, ICoordinate<TCoordinate>
    {
        TCoordinate result = u;
        TCoordinate negated = -u;
        Blend((ulong)(long)(digit >> 31), Words(ref negated), Words(ref result));
        return result;
    }

    /// <summary>Copies source to target when the mask is all ones; leaves target as it is when the mask is zero.</summary>
    private static void Blend(ulong mask, ReadOnlySpan<ulong> source, Span<ulong> target)
    {
        Vector<ulong> wideMask = new(mask);
        int k = 0;
        for (; k <= target.Length - Vector<ulong>.Count; k += Vector<ulong>.Count)
        {
            Vector.ConditionalSelect(wideMask, new Vector<ulong>(source[k..]), new Vector<ulong>(target[k..])).CopyTo(target[k..]);
        }

        for (; k < target.Length; k++)
        {
            target[k] ^= mask & (target[k] ^ source[k]);
        }
    }

    private static Span<ulong> Words<T>(ref T value)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<T, ulong>(ref value), Unsafe.SizeOf<T>() / sizeof(ulong));

    private static ReadOnlySpan<ulong> Words<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.Cast<T, ulong>(values);
}
