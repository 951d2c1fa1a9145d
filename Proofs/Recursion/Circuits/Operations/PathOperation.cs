using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>A step up with a sibling from the tape, or a leaf that joins on the right.</summary>
internal readonly record struct PathStep(bool IsSibling, Wire Joining);

/// <summary>A path from a leaf to a root.</summary>
internal sealed class PathOperation(int firstRow, ImmutableArray<PathStep> steps, Wire leaf, Wire index, Wire root) : Operation
{
    public override string Kind => "path";

    public override void Execute(CircuitExecution execution)
    {
        ulong remaining = index.IsNone ? 0 : execution[index].E0.Value;
        Digest current = execution[leaf].ToDigest();
        for (int i = 0; i < steps.Length; i++)
        {
            NodeValues values = execution.Rows.Node(firstRow + i);
            values.Index = remaining;
            if (!steps[i].IsSibling)
            {
                current = NodeOperation.Hash(values, current, execution[steps[i].Joining].ToDigest());
                continue;
            }

            Digest sibling = Word.Of(execution.Read(Word.Length)).ToDigest();
            ulong bit = remaining & 1;
            values.Bit = bit;
            current = bit == 0 ? NodeOperation.Hash(values, current, sibling) : NodeOperation.Hash(values, sibling, current);
            remaining >>= 1;
        }

        if (remaining != 0)
        {
            execution.Fail($"index {execution[index].E0} is not below the number of leaves");
        }

        execution.Set(root, Word.Of(current));
    }
}
