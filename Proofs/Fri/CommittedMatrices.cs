using System.Collections.Immutable;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>Matrices that were extended and committed to together: what the prover keeps of a round.</summary>
public sealed class CommittedMatrices : IDisposable
{
    private readonly MerkleTree _tree;

    internal CommittedMatrices(
        ImmutableArray<NativeMatrix> extended, ImmutableArray<MatrixShape> shapes, TreeShape treeShape, MerkleTree tree)
    {
        Extended = extended;
        Shapes = shapes;
        TreeShape = treeShape;
        _tree = tree;
        Commitment = tree.Commitment;
    }

    public Commitment Commitment { get; }

    public ImmutableArray<MatrixShape> Shapes { get; }

    /// <summary>The low-degree extensions, rows in the order of <see cref="EvaluationDomain"/>.</summary>
    public ImmutableArray<NativeMatrix> Extended { get; }

    internal TreeShape TreeShape { get; }

    public void Dispose()
    {
        _tree.Dispose();
        foreach (NativeMatrix matrix in Extended)
        {
            matrix.Dispose();
        }
    }

    /// <summary>Opens the rows that belong to positions in a codeword of 2^<paramref name="logLength"/> elements.</summary>
    internal MerkleOpening OpenRows(ReadOnlySpan<int> positions, int logLength) =>
        _tree.Open(IndexSet.Ancestors(positions, logLength - TreeShape.LogLeafCount));
}
