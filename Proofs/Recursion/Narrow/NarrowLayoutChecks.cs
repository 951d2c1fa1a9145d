using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Refuses rows that contradict themselves or their neighbours.</summary>
internal static class NarrowLayoutChecks
{
    public static void Check(ReadOnlySpan<SpongeRow> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            SpongeRow row = rows[i];
            Require(i > 0 || row.Starts, i, "is the first and does not start");
            Require(!row.Starts || !row.CarriesRate, i, "starts and carries the rate of the row before");
            Require(row.Pattern != RowPattern.None || !HasSums(row), i, "has sums or factors without a pattern");
            Require(!row.Continues || row.Pattern != RowPattern.None, i, "continues a row of a matrix without a pattern");
            Require(!row.Continues || (i + 1 < rows.Length && rows[i + 1].Pattern != RowPattern.None), i, "continues in a row without a pattern");
            Require(row.OutputMask1 != WordMask.Digest || !NarrowLayout.IsUsed(row.Output1), i, "shows elements 4 to 7 as a digest");
            Require(row.Padding is >= 0 and < NarrowSponges.Rate, i, "has a padding outside 0 to 7");
        }

        static void Require(bool condition, int row, string fault) => NarrowLayoutChecks.Require(condition, "Sponge", row, fault);
    }

    public static void Check(ReadOnlySpan<NodeRow> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            NodeRow row = rows[i];
            bool isChainedTo = i > 0 && rows[i - 1].IsChained;
            Require(!row.IsChained || i + 1 < rows.Length, i, "is chained to a next row that there is not");
            Require(row.IndexFactor == 0 || row.IsChained, i, "takes an index from a row it is not chained to");
            Require(!isChainedTo || !NarrowLayout.IsUsed(row.Current), i, "is chained to the row before and has another current digest");
            Require(!isChainedTo || !NarrowLayout.IsUsed(row.Index), i, "shows an index within a path");
        }

        static void Require(bool condition, int row, string fault) => NarrowLayoutChecks.Require(condition, "Node", row, fault);
    }

    private static bool HasSums(in SpongeRow row) =>
        NarrowLayout.IsUsed(row.CubicSum) || NarrowLayout.IsUsed(row.BaseSum)
        || NarrowLayout.IsUsed(row.CubicFactor) || NarrowLayout.IsUsed(row.BaseFactor);

    private static void Require(bool condition, string table, int row, string fault)
    {
        if (!condition)
        {
            throw new ArgumentException($"{table} row {row} {fault}.");
        }
    }
}
