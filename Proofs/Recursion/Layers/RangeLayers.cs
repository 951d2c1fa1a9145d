using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>The programs that know nothing of batches: join, compression and the last layer, which a contract verifies.</summary>
/// <remarks>All follow from the parameters and the one machine shape that wraps and joins have, so one contract serves every batch program.</remarks>
public sealed class RangeLayers : IDisposable
{
    private readonly Lazy<CircuitProgram> _join;
    private readonly Lazy<CircuitProgram> _compression;
    private readonly Lazy<CircuitProgram> _last;

    /// <param name="parameters">With heights for the machine of wraps and joins; see <see cref="LeastHeights"/>.</param>
    public RangeLayers(LayerParameters parameters, KeyCache cache, Workers workers)
    {
        Machine = MachineOf(parameters, parameters.Heights ?? throw new ArgumentException("The parameters fix no heights.", nameof(parameters)));
        CircuitProgram OnWideMachine(string name, Circuit circuit, ProofParameters proofs) => new(
            circuit, new WideMachine(name, proofs, TableHeights.Of(circuit, parameters.Lanes), parameters.Lanes, RangeWords.Count), cache, workers);

        _join = new(() => new(JoinCircuit.Build(Machine.Program), Machine, cache, workers));
        _compression = new(() => OnWideMachine("compression", CompressCircuit.Build(Machine.Program), parameters.Compression));
        _last = new(() =>
        {
            Circuit circuit = RepeatCircuit.Build(CompressionProgram.Key);
            return new(circuit, new NarrowMachine("last", parameters.Last, circuit), cache, workers);
        });
    }

    /// <summary>Of wraps and joins.</summary>
    public WideMachine Machine { get; }

    public CircuitProgram JoinProgram => _join.Value;

    public CircuitProgram CompressionProgram => _compression.Value;

    public CircuitProgram LastProgram => _last.Value;

    /// <summary>The least heights that hold a join of two proofs of those same heights, found by trying.</summary>
    /// <param name="atLeast">What a wrap needs.</param>
    public static TableHeights LeastHeights(LayerParameters parameters, TableHeights atLeast)
    {
        while (true)
        {
            Circuit join = JoinCircuit.Build(MachineOf(parameters, atLeast).Program);
            TableHeights needed = atLeast.Max(TableHeights.Of(join, parameters.Lanes));
            if (needed == atLeast)
            {
                return atLeast;
            }

            atLeast = needed;
        }
    }

    public void Dispose()
    {
        foreach (Lazy<CircuitProgram> program in (Lazy<CircuitProgram>[])[_join, _compression, _last])
        {
            if (program.IsValueCreated)
            {
                program.Value.Dispose();
            }
        }
    }

    private static WideMachine MachineOf(LayerParameters parameters, TableHeights heights) =>
        new("recursion", parameters.Recursion, heights, parameters.Lanes, RangeWords.Count);
}
