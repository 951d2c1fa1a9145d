using Rollup.Proofs.Airs;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Serialization;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

public sealed class NarrowShapeTests
{
    [Fact]
    public void The_table_commits_to_104_columns_and_opens_at_the_next_row_only_what_it_must()
    {
        TableShape shape = NarrowCircuit.Program(StandardParameters.Blowup256, 15).Shapes[0];
        Assert.Equal((50, 30, 3, 21), (shape.Air.MainWidth, shape.Air.PreprocessedWidth, shape.AuxiliaryWidth, shape.QuotientWidth));
        Assert.Equal(8, shape.Degree);
        Assert.Equal(7, Assert.Single(shape.Auxiliary.Batches).Length);
        Assert.True(shape.Air.UsesNextMain);
        Assert.False(shape.Air.UsesNextPreprocessed);
        Assert.All(shape.Air.Interactions, message => Assert.True(message.IsProvided));
    }

    /// <summary>What L1 pays for: 40 gas a byte.</summary>
    [Theory]
    [InlineData(14, 79)]
    [InlineData(15, 84)]
    public void The_last_layer_s_proof_has_a_known_size(int logHeight, int kilobytes)
    {
        ExpectedProofSize size = ExpectedProofSize.Of(NarrowCircuit.Program(new LayerParameters().Last, logHeight), [logHeight]);
        Assert.True(Math.Round(size.Total / 1000) == kilobytes, $"{size}, together {size.Total:F0}");
    }
}
