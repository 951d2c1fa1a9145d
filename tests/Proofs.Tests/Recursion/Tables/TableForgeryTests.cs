using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Tables;

/// <summary>What provers of the wide machine's tables might try.</summary>
public sealed class TableForgeryTests
{
    private static readonly Dictionary<string, (Action<TestTables> Forge, string Constraint)> Attempts = new()
    {
        ["an index from the bits of x + p"] = (
            tables => TableForgery.WriteBits(tables, TableForgery.BitsOf(Goldilocks.Modulus + 4)),
            "the bits are a number below p"),
        ["a bit of 3 in place of the two bits of 3"] = (
            tables =>
            {
                Goldilocks[] bits = TableForgery.BitsOf(0);
                bits[0] = 3;
                TableForgery.WriteBits(tables, bits);
            },
            "bit"),
        ["padding that is hashed but not zero"] = (
            tables =>
            {
                TableForgery.Add(tables.Sponge, TableForgery.LeafBlock1, SpongeColumns.Input + 5);
                TableForgery.Recompute(tables, TableForgery.LeafBlock1);
                TableForgery.Recompute(tables, TableForgery.LeafBlock0);
            },
            "padding is zero"),
        ["a sum that forgets the next block"] = (
            tables =>
            {
                Goldilocks[] next = new Goldilocks[tables.Sponge.ColumnCount];
                tables.Sponge.CopyRow(TableForgery.LeafBlock1, next);
                tables.Sponge.SetCells(TableForgery.LeafBlock1, SpongeColumns.CubicSum, default(Cubic<Goldilocks>));
                TableForgery.Recompute(tables, TableForgery.LeafBlock0);
                tables.Sponge.SetCells(TableForgery.LeafBlock1, 0, next);
            },
            "the sum from the block's middle on"),
        ["another factor in the second block"] = (
            tables =>
            {
                tables.Sponge.SetCells(TableForgery.LeafBlock1, SpongeColumns.CubicFactor, [11, 12, 13]);
                TableForgery.Recompute(tables, TableForgery.LeafBlock1);
                TableForgery.Recompute(tables, TableForgery.LeafBlock0);
            },
            "a row's cubic factor stays"),
        ["a second block that starts with an empty capacity"] = (
            tables =>
            {
                tables.Sponge.SetCells(TableForgery.LeafBlock1, SpongeColumns.Capacity, [0, 0, 0, 0]);
                TableForgery.Recompute(tables, TableForgery.LeafBlock1);
            },
            "capacity"),
        ["a path that turns where it may not"] = (
            tables =>
            {
                // The injection's current digest is its right one: the injected leaf is the prover's choice.
                NativeMatrix nodes = tables.Nodes;
                for (int i = 0; i < 4; i++)
                {
                    (nodes[TableForgery.Injection, i], nodes[TableForgery.Injection, i + 4]) = (99, nodes[TableForgery.Injection, i]);
                }

                nodes[TableForgery.Injection, NodeColumns.Bit] = 1;
                nodes[TableForgery.Injection, NodeColumns.Index] += Goldilocks.One;
                nodes[TableForgery.Injection - 1, NodeColumns.Index] += new Goldilocks(2);
                Digest output = TreeHash.Node(DigestAt(0), DigestAt(4));
                for (int i = 0; i < 4; i++)
                {
                    nodes[TableForgery.LastStep, NodeColumns.Right + i] = output[i];
                }

                Poseidon2RowFiller.Fill<Width8, WholeSbox>(nodes, TableForgery.Injection, TableForgery.LastStep + 1, VectorPath.Scalar);

                Digest DigestAt(int column) => new(
                    nodes[TableForgery.Injection, column],
                    nodes[TableForgery.Injection, column + 1],
                    nodes[TableForgery.Injection, column + 2],
                    nodes[TableForgery.Injection, column + 3]);
            },
            "the bit is 0, or 1 on a step"),
    };

    public static TheoryData<string> AttemptNames => [.. Attempts.Keys];

    public static TheoryData<int, int> Constraints => DataOf(AllConstraints());

    /// <summary>The same with three S-boxes of each permutation: the first, one of a partial round, the last. They are all one formula.</summary>
    public static TheoryData<int, int> ConstraintsWithFewSboxes => DataOf(AllConstraints().Where(constraint => IsProven(constraint.Table, constraint.Constraint)));

    [Theory]
    [MemberData(nameof(Constraints))]
    [Trait("Plan", "V21")]
    public void Each_constraint_has_a_trace_that_breaks_only_it(int table, int constraint)
    {
        IEnumerable<TraceFault> faults = TableForgery.Create(table, constraint).Faults();
        Assert.Equal(
            [(table, constraint)], faults.Cast<UnsatisfiedConstraint>().Select(fault => (fault.Index, fault.Fault.Constraint)).Distinct());
    }

    [Theory]
    [MemberData(nameof(ConstraintsWithFewSboxes))]
    [Trait("Plan", "V16")]
    public void A_forged_trace_passes_without_its_constraint_and_fails_with_it(int table, int constraint)
    {
        ExampleStatement forged = TableForgery.Create(table, constraint).Statement;
        (VerifyingKey key, StarkProof proof) = forged.Prove();
        Assert.Equal(table, Assert.IsType<ConstraintsUnsatisfied>(new StarkVerifier(key).Verify([], proof)).Index);

        ExampleStatement again = TableForgery.Create(table, constraint).Statement;
        ExampleStatement weak = again with { Program = TableForgery.Weaken(again.Program, table, constraint) };
        (VerifyingKey weakKey, StarkProof weakProof) = weak.Prove();
        Assert.Null(new StarkVerifier(weakKey).Verify([], weakProof));
    }

    [Theory]
    [MemberData(nameof(AttemptNames))]
    public void An_attempt_to_cheat_breaks_its_constraint_and_nothing_else(string attempt)
    {
        (Action<TestTables> forge, string constraint) = Attempts[attempt];
        TestTables tables = TableForgery.Honest();
        forge(tables);
        tables.FillSinks();
        Assert.Equal([constraint], tables.Faults().Cast<UnsatisfiedConstraint>().Select(fault => fault.Fault.Name).Distinct());
    }

    [Fact]
    public void Slots_of_a_wire_that_disagree_unbalance_the_bus()
    {
        // The first sink's wire is an operand; the sink is a row like any other, which must hold the same word.
        TestTables tables = TableForgery.Honest();
        TableForgery.Add(tables.Sponge, tables.FirstSink, SpongeColumns.Input + 3);
        TableForgery.Recompute(tables, tables.FirstSink);
        Assert.Equal(2, tables.Faults().Count);
        Assert.All(tables.Faults(), fault => Assert.Equal(WireBus.Wires, Assert.IsType<UnbalancedMessage>(fault).Bus));

        (VerifyingKey key, StarkProof proof) = tables.Statement.Prove();
        Assert.IsType<BusesUnbalanced>(new StarkVerifier(key).Verify([], proof));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Rows_that_need_rows_that_are_not_there_are_refused(int mistake)
    {
        SpongeRow start = new() { Starts = true, Pattern = RowPattern.CubicPhase0, Continues = true };
        SpongeRow next = new() { Pattern = RowPattern.CubicPhase2 };
        using NativeMatrix fine = SpongePreprocessed.Create([start, next], 3);
        Assert.Throws<ArgumentException>(() => (mistake switch
        {
            0 => SpongePreprocessed.Create([next], 3),
            1 => SpongePreprocessed.Create([start], 3),
            2 => SpongePreprocessed.Create([start, next with { Pattern = RowPattern.CubicPhase1 }], 3),
            3 => SpongePreprocessed.Create([start, next], 0),
            4 => NodePreprocessed.Create([new() { IsChained = true }], 3),
            _ => BitPreprocessed.Create(new BitRow[BitGroup.Length - 1], 6),
        }).Dispose());
    }

    private static TheoryData<int, int> DataOf(IEnumerable<(int Table, int Constraint)> constraints)
    {
        TheoryData<int, int> data = [];
        foreach ((int table, int constraint) in constraints)
        {
            data.Add(table, constraint);
        }

        return data;
    }

    private static IEnumerable<(int Table, int Constraint)> AllConstraints()
    {
        StarkProgram program = TableForgery.Honest().Statement.Program;
        return Enumerable.Range(0, program.Tables.Length).SelectMany(table =>
            Enumerable.Range(0, program.Shapes[table].Air.Constraints.Length).Select(constraint => (table, constraint)));
    }

    private static bool IsProven(int table, int constraint)
    {
        int sboxCount = table switch
        {
            TestCircuit.NodeTable => NodeColumns.SboxCount,
            TestCircuit.SpongeTable => SpongeColumns.SboxCount,
            _ => 0,
        };
        return constraint >= sboxCount - 1 || constraint == 0 || constraint == sboxCount / 2;
    }
}
