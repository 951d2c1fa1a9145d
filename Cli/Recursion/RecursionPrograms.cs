using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Transforms;

namespace Rollup.Cli.Recursion;

/// <summary>A layer's circuit and the program it becomes.</summary>
internal sealed record RecursionProgram(string Name, Circuit Circuit, StarkProgram Program);

/// <summary>The layers as they are deployed, for reports: circuits and tables, but no keys, which take time.</summary>
internal static class RecursionPrograms
{
    private const int LogBatchHeight = 18;

    public static IReadOnlyList<RecursionProgram> All()
    {
        using RangeLayers ranges = new(LayerParameters.Standard, KeyCache.None, Workers.All);

        // Rows and tables do not depend on what the wiring commits to.
        StarkProgram batch = ExamplePrograms.EntryBatch(StandardParameters.Blowup4, new(LogBatchHeight));
        Circuit wrap = WrapCircuit.Build(WithoutCommitment(batch), [.. batch.Tables.Select(table => table.MaxLogHeight)]);
        Circuit last = RepeatCircuit.Build(WithoutCommitment(ranges.CompressionProgram.Program));
        return
        [
            new("wrap", wrap, ranges.Machine.Program),
            new("join", ranges.JoinProgram.Circuit, ranges.Machine.Program),
            new("compression", ranges.CompressionProgram.Circuit, ranges.CompressionProgram.Program),
            new("last", last, new NarrowMachine("last", LayerParameters.Standard.Last, last).Program),
        ];
    }

    private static VerifyingKey WithoutCommitment(StarkProgram program) => new(program, new Commitment([default]));
}
