using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>node(left, right).</summary>
internal sealed class NodeOperation(int row, Wire left, Wire right, Wire node) : Operation
{
    public override string Kind => "node";

    public override void Execute(CircuitExecution execution) =>
        execution.Set(node, Word.Of(Hash(execution.Rows.Node(row), execution[left].ToDigest(), execution[right].ToDigest())));

    public static Digest Hash(NodeValues values, Digest left, Digest right)
    {
        left.CopyTo(values.Input);
        right.CopyTo(values.Input[4..]);
        return TreeHash.Node(left, right);
    }
}
