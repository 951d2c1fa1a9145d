using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The main columns of <see cref="NodeAir"/>.</summary>
public static class NodeTrace
{
    private const int Grain = 4096;

    /// <summary>Writes the rows' values; what is left of 2^logHeight rows hashes zeros.</summary>
    public static NativeMatrix Create(RowValues values, int logHeight, Workers workers)
    {
        NativeMatrix trace = TableMatrix.Create("node", values.NodeCount, logHeight, NodeColumns.Count);
        workers.ForRanges(values.NodeCount, Grain, (_, first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                NodeValues node = values.Node(row);
                trace.SetCells(row, NodeColumns.Left, node.Input);
                trace[row, NodeColumns.Bit] = node.Bit;
                trace[row, NodeColumns.Index] = node.Index;
            }
        });
        Poseidon2RowFiller.Fill<Width8, WholeSbox>(trace, workers);
        return trace;
    }
}
