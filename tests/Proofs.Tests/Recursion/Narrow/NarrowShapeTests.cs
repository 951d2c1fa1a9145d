using Rollup.Proofs.Airs;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Narrow;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

public sealed class NarrowShapeTests
{
    [Fact]
    public void The_table_commits_to_92_columns()
    {
        StarkProgram program = NarrowCircuit.Program(StandardParameters.Blowup256, 15);
        TableShape shape = program.Shapes[0];
        Assert.Equal(36, shape.Air.MainWidth);
        Assert.Equal(32, shape.Air.PreprocessedWidth);
        Assert.Equal(3, shape.AuxiliaryWidth);
        Assert.Equal(21, shape.QuotientWidth);
        Assert.Equal(8, shape.Degree);
        Assert.True(shape.Air.UsesNextMain);
        Assert.False(shape.Air.UsesNextPreprocessed);
        Assert.All(shape.Air.Interactions, message => Assert.True(message.IsProvided));
    }
}
