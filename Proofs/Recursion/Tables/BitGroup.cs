using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>A decomposition: 64 bit rows, the lowest bit first.</summary>
public static class BitGroup
{
    public const int Length = 64;

    /// <summary>The row whose remainder is the upper half.</summary>
    internal const int Middle = 32;

    /// <summary>What the rows of a group come to for a value.</summary>
    /// <param name="rows">One group.</param>
    /// <param name="results">Receives 64 results.</param>
    public static void Evaluate(ReadOnlySpan<BitRow> rows, Goldilocks value, Span<BitResult> results)
    {
        BitResult next = default;
        for (int position = Length - 1; position >= 0; position--)
        {
            BitRow row = rows[position];
            ulong remainder = value.Value >> position;
            bool bit = (remainder & 1) != 0;
            bool indexContinues = position + 1 < Length && rows[position + 1].IsInIndex;
            next = new(
                remainder,
                (bit && row.IsInIndex ? 1UL : 0) + (indexContinues ? 2 * next.Index : 0),
                Part(bit, row.PointFactor) * (row.PointContinues ? next.Point : Goldilocks.One),
                Part(bit, row.RootFactor) * (row.RootContinues ? next.Root : Goldilocks.One));
            results[position] = next;
        }
    }

    /// <summary>A bit without a factor has the factor one.</summary>
    internal static Goldilocks FactorOf(Goldilocks factor) => factor.IsZero ? Goldilocks.One : factor;

    internal static bool IsPadding(ReadOnlySpan<BitRow> rows) => rows[0].Position < 0;

    internal static void CheckLength(int rowCount)
    {
        if (rowCount % Length != 0)
        {
            throw new ArgumentException($"There are {rowCount} bit rows; they come in groups of {Length}.");
        }
    }

    private static Goldilocks Part(bool bit, Goldilocks factor) => bit ? FactorOf(factor) : Goldilocks.One;
}

/// <summary>What a bit row holds beside its bit, which is the remainder's lowest.</summary>
/// <param name="Remainder">value ≫ position.</param>
/// <param name="Index">Made of the bits in the index from this one on.</param>
/// <param name="Point">The product of (bit ? factor : 1) from this bit on.</param>
public readonly record struct BitResult(ulong Remainder, ulong Index, Goldilocks Point, Goldilocks Root);
