using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>A step of a circuit's execution: reads wires and the tape, sets wires and the values of its rows.</summary>
internal abstract class Operation
{
    /// <summary>For reports.</summary>
    public abstract string Kind { get; }

    public abstract void Execute(CircuitExecution execution);
}
