using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>All programs above one batch program: from its proofs to one proof for a contract.</summary>
/// <remarks>
/// Wrap and join run on one machine shape, so that a join takes either. The shape is the least that holds a join of two
/// proofs of that same shape, found by trying.
/// </remarks>
public sealed class RecursionStack : IDisposable
{
    private readonly LayerParameters _parameters;
    private readonly Workers _workers;
    private readonly Lazy<CircuitProgram> _wrap;
    private readonly Lazy<CircuitProgram> _join;
    private readonly Lazy<CircuitProgram> _compression;
    private readonly Lazy<CircuitProgram> _last;

    /// <param name="batch">The program of the batches.</param>
    /// <param name="logHeights">The heights of their tables.</param>
    public RecursionStack(VerifyingKey batch, ImmutableArray<int> logHeights, LayerParameters parameters, Workers workers)
    {
        (_parameters, _workers) = (parameters, workers);
        Circuit wrap = WrapCircuit.Build(batch, logHeights);
        (WideMachine machine, Circuit join) = FindShape(wrap);
        _wrap = new(() => new(wrap, machine, workers));
        _join = new(() => new(join, machine, workers));
        _compression = new(() => OnWideMachine("compression", CompressCircuit.Build(machine.Program), parameters.Compression));
        _last = new(() => OnNarrowMachine("last", RepeatCircuit.Build(CompressionProgram.Key), parameters.Last));
    }

    private Lazy<CircuitProgram>[] All => [_wrap, _join, _compression, _last];

    public CircuitProgram WrapProgram => _wrap.Value;

    public CircuitProgram JoinProgram => _join.Value;

    public CircuitProgram CompressionProgram => _compression.Value;

    public CircuitProgram LastProgram => _last.Value;

    /// <summary>What a join or a compression accepts.</summary>
    public ProgramSet Programs => new(WrapProgram.Key.ProgramHash, JoinProgram.Key.ProgramHash);

    /// <summary>Makes all keys now rather than when they are first needed.</summary>
    public void Prepare()
    {
        foreach (Lazy<CircuitProgram> program in All)
        {
            _ = program.Value;
        }
    }

    /// <summary>A batch as a range of one.</summary>
    /// <param name="digestBefore">The running digest before it.</param>
    public ProvenStatement Wrap(ProvenStatement batch, Digest digestBefore) =>
        WrapProgram.Prove(WrapCircuit.Tape(batch, digestBefore, Programs.Root));

    /// <summary>Two ranges that meet, as one.</summary>
    /// <exception cref="ArgumentException">They do not meet, or are no proofs of this stack's programs.</exception>
    public ProvenStatement Join(ProvenStatement left, ProvenStatement right) => JoinProgram.Prove(JoinCircuit.Tape(left, right, Programs));

    /// <summary>A range, made cheap to verify.</summary>
    public ProvenStatement Compress(ProvenStatement range) => CompressionProgram.Prove(CompressCircuit.Tape(range, Programs));

    /// <summary>A compressed range, proven for the contract.</summary>
    public ProvenStatement Finish(ProvenStatement compressed) => LastProgram.Prove(RepeatCircuit.Tape(compressed));

    public void Dispose()
    {
        foreach (Lazy<CircuitProgram> program in All)
        {
            if (program.IsValueCreated)
            {
                program.Value.Dispose();
            }
        }
    }

    private (WideMachine Machine, Circuit Join) FindShape(Circuit wrap)
    {
        TableHeights heights = TableHeights.Of(wrap, _parameters.Lanes);
        while (true)
        {
            WideMachine machine = new("recursion", _parameters.Recursion, heights, _parameters.Lanes, RangeWords.Count);
            Circuit join = JoinCircuit.Build(machine.Program);
            TableHeights needed = heights.Max(TableHeights.Of(join, _parameters.Lanes));
            if (needed == heights)
            {
                return (machine, join);
            }

            heights = needed;
        }
    }

    private CircuitProgram OnWideMachine(string name, Circuit circuit, ProofParameters parameters) => new(
        circuit, new WideMachine(name, parameters, TableHeights.Of(circuit, _parameters.Lanes), _parameters.Lanes, RangeWords.Count), _workers);

    private CircuitProgram OnNarrowMachine(string name, Circuit circuit, ProofParameters parameters) =>
        new(circuit, new NarrowMachine(name, parameters, circuit), _workers);
}
