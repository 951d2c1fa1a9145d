using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>A word from the tape. Has no row: it is bound by the slots it is used in.</summary>
internal sealed class InputOperation(Wire wire) : Operation
{
    public override string Kind => "input";

    public override void Execute(CircuitExecution execution) => execution.Set(wire, Word.Of(execution.Read(Word.Length)));
}
