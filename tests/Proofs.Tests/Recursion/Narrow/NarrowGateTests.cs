using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Narrow;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

/// <summary>Constraints that rows of several kinds share hold on each of them: a gate that left one out would pass the forgeries.</summary>
public sealed class NarrowGateTests
{
    public static TheoryData<bool, int, int, int> Sboxes => new()
    {
        // Node or sponge, row of the permutation, first column and number of columns.
        { true, 0, 8, 40 },
        { true, 1, 8, 37 },
        { false, 0, 12, 36 },
        { false, 1, 12, 22 },
        { false, 2, 12, 24 },
        { true, 0, WrongSbox.Last, 8 },
        { true, 1, WrongSbox.Last, 4 },
        { false, 0, WrongSbox.Last, 12 },
        { false, 1, WrongSbox.Last, 12 },
        { false, 2, WrongSbox.Last, 12 },
    };

    [Theory]
    [MemberData(nameof(Sboxes))]
    public void Each_S_box_of_each_row_is_checked(bool isNode, int row, int firstColumn, int count)
    {
        HashSet<int> constraints = [];
        for (int column = firstColumn; column < firstColumn + count; column++)
        {
            NarrowCircuit circuit = NarrowExample.Create();
            NarrowForger forger = new(circuit);
            if (isNode)
            {
                forger.PermuteNode(NarrowExample.PlainNode, new(row, column));
            }
            else
            {
                forger.PermuteSponge(NarrowExample.ShortLeaf, new(row, column));
            }

            circuit.FillSinks();
            TraceFault fault = Assert.Single(circuit.Faults());
            Assert.True(constraints.Add(Assert.IsType<UnsatisfiedConstraint>(fault).Fault.Constraint), $"column {column} has a constraint of its own");
        }
    }

    [Theory]
    [InlineData(NarrowRowKind.Operations, 0, new[] { 3, 7, 11, 15, 19, 23, 27 })]
    [InlineData(NarrowRowKind.Sum, NarrowExample.ShortLeaf, new[] { 15, 17, 18, 19, 23, 27 })]
    [InlineData(NarrowRowKind.Bits, 5, new[] { 1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15 })]
    [InlineData(NarrowRowKind.Relay, NarrowExample.AfterRelay, new[] { 19, 21, 22, 23 })]
    public void Words_of_fewer_than_four_elements_end_in_zeros_on_rows_of_each_kind(NarrowRowKind kind, int source, int[] columns)
    {
        foreach (int column in columns)
        {
            NarrowCircuit circuit = NarrowExample.Create();
            int row = kind == NarrowRowKind.Relay ? circuit.RelayAfter(NarrowRowKind.Sponge1, source) : circuit.Row(kind, source);
            new NarrowForger(circuit).Add(row, column);
            circuit.FillSinks();
            TraceFault fault = Assert.Single(circuit.Faults());
            Assert.Equal("word: zero", Assert.IsType<UnsatisfiedConstraint>(fault).Fault.Name);
        }
    }
}
