using Rollup.Crypto;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Examples;

public sealed class EntryBatchTests
{
    private static readonly Entry Ordinary = new(1, 2, 3, 4, 5, 6, 7, 8);

    [Fact]
    public void At_blow_up_4_and_18_its_tables_have_541_committed_columns_and_100_provable_bits()
    {
        EntryBatchProfile profile = new(18);
        StarkProgram program = ExamplePrograms.EntryBatch(StandardParameters.Blowup4, profile);
        Assert.Equal([191, 263, 80, 7], program.Shapes.Select(shape => shape.CommittedWidth));
        Assert.Equal([18, 18, 17, 16], profile.LogHeights);
        Assert.Equal(12, program.PublicCount);
        Assert.True(program.Account(profile.LogHeights).Bits >= 100);
    }

    /// <summary>Blocks of a thousand rows, filled side by side, against one row after the other.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(12, 1)]
    [InlineData(12, 3)]
    public void The_generator_fills_the_tables_as_if_one_row_after_the_other(int logHeight, int threads)
    {
        EntryBatchProfile profile = new(logHeight);
        EntryBatchRows rows = ExampleStatement.Rows(profile);
        EntryBatchWitness expected = rows.Build();
        foreach (VectorPath path in VectorPaths.Supported)
        {
            EntryBatchWitness actual = EntryBatchTraceGenerator.Generate(
                profile, Digest.From(expected.PublicValues), rows.Entries.AsSpan(..rows.Count), new(threads, path));
            Assert.Equal(expected.PublicValues, actual.PublicValues);
            foreach ((NativeMatrix left, NativeMatrix right) in expected.Traces.Zip(actual.Traces))
            {
                AssertEqual(left, right);
            }
        }
    }

    [Fact]
    public void The_root_after_is_the_chain_of_nodes_over_the_digests()
    {
        EntryBatchProfile profile = new(5);
        EntryBatchRows rows = ExampleStatement.Rows(profile);
        EntryBatchWitness witness = rows.Build();
        Digest root = Digest.From(witness.PublicValues);
        Goldilocks[] sponge = new Goldilocks[12];
        sponge[8] = new(EntrySpongeAir.Tag);
        foreach (Entry entry in rows.Entries.Take(rows.Count))
        {
            entry.CopyTo(sponge);
            Poseidon2.Permute12(sponge);
            root = TreeHash.Node(root, Digest.From(sponge));
        }

        Assert.Equal(root, Digest.From(witness.PublicValues.AsSpan(4)));
        Assert.Equal(Digest.From(sponge), Digest.From(witness.PublicValues.AsSpan(8)));
    }

    [Fact]
    public void A_batch_with_too_many_entries_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Generate([.. Enumerable.Repeat(Ordinary, 65)]));
        Assert.Equal(64, Generate([.. Enumerable.Repeat(Ordinary, 64)]).Sponge.RowCount);
    }

    [Fact]
    public void An_entry_with_a_field_beyond_its_limbs_is_refused()
    {
        Assert.NotNull(Generate([Ordinary with { Amount = (1 << 12) - 1 }]));
        Assert.Throws<ArgumentException>(() => Generate([Ordinary, Ordinary with { Amount = 1 << 12 }]));
    }

    [Fact]
    public void A_batch_without_entries_keeps_the_root_and_has_digest_zero()
    {
        EntryBatchWitness witness = AssertSatisfied(0);
        Assert.Equal(witness.PublicValues[..4], witness.PublicValues[4..8]);
        Assert.All(witness.PublicValues[8..], element => Assert.Equal(Goldilocks.Zero, element));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    public void A_batch_of_any_number_of_entries_up_to_all_rows_satisfies_its_constraints(int count) => AssertSatisfied(count);

    private static EntryBatchWitness AssertSatisfied(int count)
    {
        EntryBatchProfile profile = new(4);
        Entry[] entries = [.. Enumerable.Range(0, count).Select(i => Ordinary with { Nonce = (ulong)i })];
        EntryBatchWitness witness = EntryBatchTraceGenerator.Generate(profile, new(1, 2, 3, 4), entries, Workers.Single);
        ExampleStatement other = ExampleStatement.Create("entry-batch", TestParameters.Quick(), logHeight: 2);
        Assert.Empty(TraceChecker.Check(other.Program, other.Preprocessed, witness.Traces, witness.PublicValues));
        return witness;
    }

    private static EntryBatchWitness Generate(Entry[] entries) => EntryBatchTraceGenerator.Generate(new(6), Digest.Zero, entries, Workers.Single);

    private static void AssertEqual(NativeMatrix left, NativeMatrix right)
    {
        Assert.Equal((left.RowCount, left.ColumnCount), (right.RowCount, right.ColumnCount));
        for (int panel = 0; panel < left.PanelCount; panel++)
        {
            for (int row = 0; row < left.RowCount; row++)
            {
                Assert.True(left.PanelRow(panel, row).SequenceEqual(right.PanelRow(panel, row)), $"panel {panel}, row {row}");
            }
        }
    }
}
