using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>A word that the circuit fixes; the rows that bind it are operations of their own.</summary>
internal sealed class ConstantOperation(Wire wire, Word word) : Operation
{
    public override string Kind => "constant";

    public override void Execute(CircuitExecution execution) => execution.Set(wire, word);
}
