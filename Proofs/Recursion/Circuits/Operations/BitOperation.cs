using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>The bits of one element, and what is made of them.</summary>
internal sealed class BitOperation(int firstRow, ImmutableArray<BitRow> rows, Wire value) : Operation
{
    public override string Kind => "decomposition";

    public override void Execute(CircuitExecution execution)
    {
        Word word = execution[value];
        if (word != new Word(word.E0))
        {
            execution.Fail($"{word} is no base-field element");
        }

        ulong index = 0;
        Goldilocks point = Goldilocks.One;
        Goldilocks root = Goldilocks.One;
        for (int i = rows.Length - 1; i >= 0; i--)
        {
            BitRow row = rows[i];
            bool bit = ((word.E0.Value >> i) & 1) != 0;
            index = row.IsInIndex ? 2 * index + (bit ? 1UL : 0) : 0;
            point = (bit ? row.PointFactor : Goldilocks.One) * (row.PointContinues ? point : Goldilocks.One);
            root = (bit ? row.RootFactor : Goldilocks.One) * (row.RootContinues ? root : Goldilocks.One);

            execution.Rows.BitValue(firstRow + i) = word.E0;
            execution.Set(new(row.Index.Address), new(index));
            execution.Set(new(row.Point.Address), new(point));
            execution.Set(new(row.Root.Address), new(root));
        }
    }
}
