using Rollup.Proofs.Airs;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Narrow;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Machines;

/// <summary>One table of few columns, for the last layer: there each column costs bytes on L1.</summary>
public sealed class NarrowMachine : IMachine
{
    private readonly NarrowLayout _layout;

    public NarrowMachine(string name, ProofParameters parameters, Circuit circuit)
    {
        _layout = NarrowLayout.Of(circuit.Sponges.AsSpan(), circuit.Nodes.AsSpan(), circuit.Arithmetic.AsSpan(), circuit.Bits.AsSpan());
        Program = new(
            name,
            parameters,
            [ProgramTable.OfHeight(Table.Of(new NarrowAir()), _layout.LogHeight)],
            WireMessages.Of(circuit.PublicWordCount));
    }

    public StarkProgram Program { get; }

    public NativeMatrix[] Preprocess(Circuit circuit) => [NarrowPreprocessed.Create(_layout, _layout.LogHeight)];

    public NativeMatrix[] Trace(Circuit circuit, CircuitExecution execution, Workers workers) =>
        [NarrowTrace.Create(_layout, execution.Rows, _layout.LogHeight)];
}
