using Rollup.Proofs.Airs;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Machines;

/// <summary>Four tables, a row per permutation: little work for the prover. Wrap, join and compress run on it.</summary>
public sealed class WideMachine : IMachine
{
    private readonly TableHeights _heights;
    private readonly int _lanes;

    /// <param name="lanes">Arithmetic operations in a row.</param>
    public WideMachine(string name, ProofParameters parameters, TableHeights heights, int lanes, int publicWordCount)
    {
        (_heights, _lanes) = (heights, lanes);
        Program = new(
            name,
            parameters,
            [
                ProgramTable.OfHeight(Table.Of(new SpongeAir()), heights.Sponge),
                ProgramTable.OfHeight(Table.Of(new NodeAir()), heights.Node),
                ProgramTable.OfHeight(Table.Of(new ArithmeticAir(lanes)), heights.Arithmetic),
                ProgramTable.OfHeight(Table.Of(new BitAir()), heights.Bits),
            ],
            WireMessages.Of(publicWordCount));
    }

    public StarkProgram Program { get; }

    public NativeMatrix[] Preprocess(Circuit circuit) =>
    [
        SpongePreprocessed.Create(circuit.Sponges.AsSpan(), _heights.Sponge),
        NodePreprocessed.Create(circuit.Nodes.AsSpan(), _heights.Node),
        ArithmeticPreprocessed.Create(circuit.Arithmetic.AsSpan(), _lanes, _heights.Arithmetic),
        BitPreprocessed.Create(circuit.Bits.AsSpan(), _heights.Bits),
    ];

    public NativeMatrix[] Trace(Circuit circuit, CircuitExecution execution, Workers workers) =>
    [
        SpongeTrace.Create(circuit.Sponges.AsMemory(), execution.Rows, _heights.Sponge, workers),
        NodeTrace.Create(execution.Rows, _heights.Node, workers),
        ArithmeticTrace.Create(execution.Rows, _lanes, _heights.Arithmetic, workers),
        BitTrace.Create(circuit.Bits.AsMemory(), execution.Rows, _heights.Bits, workers),
    ];
}
