using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Fri;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Tables;

/// <summary>The wide machine's tables.</summary>
public sealed class TableTests : MachineTests
{
    private const int Seed = 20251120;

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void Tables_of_every_kind_of_row_are_proven_and_verified(int logBlowup)
    {
        ExampleStatement statement = TableForgery.Honest(TestParameters.Quick(logBlowup)).Statement;
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        Assert.Null(new StarkVerifier(key).Verify([], proof));
    }

    [Fact]
    public void Vectors_and_threads_fill_the_same_cells_as_one_scalar_at_a_time()
    {
        // More rows than one thread takes at once, and columns after the block that must stay.
        const int rowCount = 700;
        Random random = new(Seed);
        RowValues values = new(rowCount, rowCount, 0, 0);
        SpongeRow[] rows = new SpongeRow[rowCount];
        for (int row = 0; row < rowCount; row++)
        {
            rows[row] = new() { Starts = true, Pattern = RowPattern.Base };
            RandomElements(random, 12).CopyTo(values.Sponge(row).Input);
            RandomElements(random, 3).CopyTo(values.Sponge(row).CubicSum);
            values.Sponge(row).BaseFactor = (ulong)row;
            RandomElements(random, 8).CopyTo(values.Node(row).Input);
            values.Node(row).Index = (ulong)row;
        }

        using NativeMatrix sponges = SpongeTrace.Create(rows, values, 10, new(1, VectorPath.Scalar));
        using NativeMatrix nodes = NodeTrace.Create(values, 10, new(1, VectorPath.Scalar));
        foreach (VectorPath path in VectorPaths.Supported)
        {
            using NativeMatrix manySponges = SpongeTrace.Create(rows, values, 10, new(3, path));
            using NativeMatrix manyNodes = NodeTrace.Create(values, 10, new(3, path));
            AssertSame(sponges, manySponges);
            AssertSame(nodes, manyNodes);
        }
    }

    [Theory]
    [InlineData(3, "arithmetic 24+24+12+6, node 96+11+3+18, sponge 146+31+6+18, bits 7+17+6+9")]
    [InlineData(6, "arithmetic 24+24+12+6, node 96+11+3+18, sponge 146+31+6+18, bits 7+17+6+9")]
    public void Shapes_are_known(int logBlowup, string expected)
    {
        StarkProgram program = TestCircuit.Program(TestParameters.Quick(logBlowup), 3, 3, 3, 6);
        Assert.Equal(expected, string.Join(", ", program.Shapes.Select(shape =>
            $"{shape.Air.Name} {shape.Air.MainWidth}+{shape.Air.PreprocessedWidth}+{shape.AuxiliaryWidth}+{shape.QuotientWidth}")));
        Assert.All(program.Shapes, shape => Assert.False(shape.Air.UsesNextPreprocessed));
        Assert.All(program.Shapes.SelectMany(shape => shape.Air.Interactions), message => Assert.True(message.IsProvided));
    }

    private protected override ILaidOutCircuit LayOut(TestCircuit circuit) => circuit.Build();

    private static void AssertSame(NativeMatrix expected, NativeMatrix actual)
    {
        for (int row = 0; row < expected.RowCount; row++)
        {
            for (int panel = 0; panel < expected.PanelCount; panel++)
            {
                Assert.True(expected.PanelRow(panel, row).SequenceEqual(actual.PanelRow(panel, row)), $"row {row}, panel {panel}");
            }
        }
    }
}
