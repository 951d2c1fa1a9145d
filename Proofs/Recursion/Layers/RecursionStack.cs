using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>All programs above one batch program: from its proofs to one proof for a contract.</summary>
public sealed class RecursionStack : IDisposable
{
    private readonly CircuitProgram _wrap;
    private readonly RangeLayers _ranges;
    private readonly Lazy<ProgramSet> _programs;

    /// <param name="batch">The program of the batches.</param>
    /// <param name="logHeights">The heights of their tables.</param>
    /// <exception cref="ArgumentException">A wrap of such a batch does not fit the heights that the parameters fix.</exception>
    public RecursionStack(VerifyingKey batch, ImmutableArray<int> logHeights, LayerParameters parameters, KeyCache cache, Workers workers)
    {
        Circuit wrap = WrapCircuit.Build(batch, logHeights);
        TableHeights needed = TableHeights.Of(wrap, parameters.Lanes);
        TableHeights heights = parameters.Heights ?? RangeLayers.LeastHeights(parameters, needed);
        if (heights.Max(needed) != heights)
        {
            throw new ArgumentException($"A wrap of {batch.Program.Name} needs tables of {needed}; wraps have {heights}.", nameof(batch));
        }

        _ranges = new(parameters with { Heights = heights }, cache, workers);
        _wrap = new(wrap, _ranges.Machine, cache, workers);
        _programs = new(() => new(_wrap.Key.ProgramHash, _ranges.JoinProgram.Key.ProgramHash));
    }

    public CircuitProgram WrapProgram => _wrap;

    public CircuitProgram JoinProgram => _ranges.JoinProgram;

    public CircuitProgram CompressionProgram => _ranges.CompressionProgram;

    public CircuitProgram LastProgram => _ranges.LastProgram;

    /// <summary>What a join or a compression accepts.</summary>
    public ProgramSet Programs => _programs.Value;

    /// <summary>Builds all circuits and makes all verifying keys now rather than when they are first needed.</summary>
    public void Prepare()
    {
        _ = Programs.Root;
        _ = LastProgram.Key;
        CompressionProgram.Release();
        LastProgram.Release();
    }

    /// <summary>A batch as a range of one.</summary>
    /// <param name="digestBefore">The running digest before it.</param>
    public ProvenStatement Wrap(ProvenStatement batch, Digest digestBefore) => _wrap.Prove(WrapCircuit.Tape(batch, digestBefore, Programs.Root));

    /// <summary>Two ranges that meet, as one.</summary>
    /// <exception cref="ArgumentException">They do not meet, or are no proofs of this stack's programs.</exception>
    public ProvenStatement Join(ProvenStatement left, ProvenStatement right) => JoinProgram.Prove(JoinCircuit.Tape(left, right, Programs));

    /// <summary>A range, made cheap to verify.</summary>
    public ProvenStatement Compress(ProvenStatement range) => ProveAlone(CompressionProgram, CompressCircuit.Tape(range, Programs));

    /// <summary>A compressed range, proven for the contract.</summary>
    public ProvenStatement Finish(ProvenStatement compressed) => ProveAlone(LastProgram, RepeatCircuit.Tape(compressed));

    /// <summary>Proves once with all the memory there is: keeps nothing of other layers before, and nothing of this one after.</summary>
    private static ProvenStatement ProveAlone(CircuitProgram program, ReadOnlyMemory<Goldilocks> tape)
    {
        NativeMemoryPool.Clear();
        ProvenStatement statement = program.Prove(tape);
        program.Release();
        NativeMemoryPool.Clear();
        return statement;
    }

    public void Dispose()
    {
        _wrap.Dispose();
        _ranges.Dispose();
    }
}
