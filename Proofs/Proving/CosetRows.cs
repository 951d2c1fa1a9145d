using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>The order in which packs of rows walk through one coset of an extended table.</summary>
/// <remarks>
/// Lane l of step t is row t + rev(l)·N/W of the table's N rows. So a step's rows lie one after the other in bit-reversed
/// memory, and the next rows of a step are the rows of the following step, which need not be gathered twice. Only after
/// the last step they are those of step 0 with the lanes moved on.
/// </remarks>
internal readonly struct CosetRows(int logHeight, int logWidth, int coset)
{
    public int StepCount => 1 << (logHeight - logWidth);

    /// <summary>The memory row of lane 0; the other lanes follow.</summary>
    public int FirstMemoryRow(int step) =>
        (coset << logHeight) + (EvaluationDomain.ReverseBits(step, logHeight - logWidth) << logWidth);

    /// <summary>The memory rows that follow the rows of the last step.</summary>
    /// <param name="rows">Receives one per lane.</param>
    public void RowsAfterLast(Span<int> rows)
    {
        int mask = rows.Length - 1;
        for (int lane = 0; lane < rows.Length; lane++)
        {
            int nextLane = EvaluationDomain.ReverseBits((EvaluationDomain.ReverseBits(lane, logWidth) + 1) & mask, logWidth);
            rows[lane] = (coset << logHeight) + nextLane;
        }
    }
}
