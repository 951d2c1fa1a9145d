using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Machines;

/// <summary>A way to lay a circuit out in tables.</summary>
public interface IMachine
{
    /// <summary>The program: the same for all circuits of one size and number of public words.</summary>
    StarkProgram Program { get; }

    /// <summary>The wiring, one matrix per table.</summary>
    NativeMatrix[] Preprocess(Circuit circuit);

    /// <summary>The main columns of an execution, one matrix per table.</summary>
    NativeMatrix[] Trace(Circuit circuit, CircuitExecution execution, Workers workers);
}
