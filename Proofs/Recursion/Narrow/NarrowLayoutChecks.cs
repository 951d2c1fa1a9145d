using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Refuses rows that contradict themselves or their neighbours, or that only the wide machine has a place for.</summary>
internal static class NarrowLayoutChecks
{
    public static void Check(ReadOnlySpan<SpongeRow> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            SpongeRow row = rows[i];
            SpongePreprocessed.Check(rows, i);
            Require(!row.Starts || !row.CarriesRate, i, "starts with the rate of another sponge");
            Require(row.Pattern != RowPattern.None || !HasSums(row), i, "has sums or factors and no pattern");
            bool isFirst = i == 0 || !rows[i - 1].Continues;
            Require(isFirst || !HasSums(row), i, "has sums or factors and is not the first of a matrix's row");
            Require(row.Padding < WireBus.WordLength || !NarrowLayout.IsUsed(row.Word1), i, "reads a second word that is padding");
            Require(!isFirst || row.Pattern is not (RowPattern.CubicPhase1 or RowPattern.CubicPhase2), i, "starts within a polynomial");
        }

        static void Require(bool condition, int row, string fault) => NarrowLayoutChecks.Require(condition, "Sponge", row, fault);
    }

    public static void Check(ReadOnlySpan<NodeRow> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            NodeRow row = rows[i];
            bool isChainedTo = i > 0 && rows[i - 1].IsChained;
            Require(!row.IsChained || i + 1 < rows.Length, i, "is chained to a row after it that is not there");
            Require(row.IndexFactor == 0 || row.IsChained, i, "takes an index from a row it is not chained to");
            Require(!isChainedTo || !NarrowLayout.IsUsed(row.Current), i, "has a current digest beside the one it is chained to");
            Require(!isChainedTo || !NarrowLayout.IsUsed(row.Index), i, "shows an index within a path");
        }

        static void Require(bool condition, int row, string fault) => NarrowLayoutChecks.Require(condition, "Node", row, fault);
    }

    private static bool HasSums(in SpongeRow row) =>
        NarrowLayout.IsUsed(row.CubicSum) || NarrowLayout.IsUsed(row.BaseSum)
        || NarrowLayout.IsUsed(row.CubicFactor) || NarrowLayout.IsUsed(row.BaseFactor);

    private static void Require(bool condition, string kind, int row, string fault)
    {
        if (!condition)
        {
            throw new ArgumentException($"{kind} row {row} {fault}.");
        }
    }
}
