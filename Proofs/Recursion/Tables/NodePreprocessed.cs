using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The preprocessed columns of <see cref="NodeAir"/>.</summary>
public static class NodePreprocessed
{
    /// <summary>Row i of the table is row i of the circuit; the rest of the 2^logHeight rows is padding.</summary>
    /// <exception cref="ArgumentException">The last row goes on in a row that is not there.</exception>
    public static NativeMatrix Create(ReadOnlySpan<NodeRow> rows, int logHeight)
    {
        NativeMatrix matrix = TableMatrix.Create("node", rows.Length, logHeight, NodeColumns.PreprocessedCount);
        if (rows is [.., { IsChained: true } or { IndexFactor: not 0 }])
        {
            throw new ArgumentException($"The last of {rows.Length} node rows is chained to a row after it.");
        }

        for (int row = 0; row < rows.Length; row++)
        {
            Write(matrix, row, rows[row]);
        }

        return matrix;
    }

    private static void Write(NativeMatrix matrix, int row, in NodeRow node)
    {
        matrix.SetSlot(row, NodeColumns.SlotCurrent, node.Current);
        matrix.SetSlot(row, NodeColumns.SlotRight, node.Right);
        matrix.SetSlot(row, NodeColumns.SlotOut, node.Out);
        matrix.SetSlot(row, NodeColumns.SlotIndex, node.Index);
        matrix.SetFlag(row, NodeColumns.IsChained, node.IsChained);
        matrix.SetFlag(row, NodeColumns.IsStep, node.IsStep);
        matrix[row, NodeColumns.IndexFactor] = (ulong)node.IndexFactor;
    }
}
