using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>One permutation of a transcript. Its outputs are attached when they are sampled.</summary>
internal sealed class TranscriptOperation(SpongeChain chain, int index) : Operation
{
    public override string Kind => "transcript";

    /// <summary>The next word of the output, 0 or 1, as a wire.</summary>
    public void Attach(int word, Wire wire, WordMask mask) => chain.Rows[index] = word == 0
        ? chain.Rows[index] with { Output0 = CircuitBuilder.SlotOf(wire), OutputMask0 = mask }
        : chain.Rows[index] with { Output1 = CircuitBuilder.SlotOf(wire), OutputMask1 = mask };

    public override void Execute(CircuitExecution execution)
    {
        SpongeRow row = chain.Rows[index];
        Span<Goldilocks> state = stackalloc Goldilocks[12];
        if (!row.Starts)
        {
            execution.Rows.Sponge(chain.FirstRow + index - 1).Input.CopyTo(state);
            Poseidon2.Permute12(state);
        }

        if (!row.CarriesRate)
        {
            execution[new(row.Word0.Address)].CopyTo(state);
            execution[new(row.Word1.Address)].CopyTo(state[4..]);
        }

        state[8] += row.Capacity8;
        state[9] += row.Capacity9;
        state.CopyTo(execution.Rows.Sponge(chain.FirstRow + index).Input);

        Poseidon2.Permute12(state);
        execution.Set(new(row.Output0.Address), Show(state, row.OutputMask0));
        execution.Set(new(row.Output1.Address), Show(state[4..], row.OutputMask1));
    }

    private static Word Show(ReadOnlySpan<Goldilocks> elements, WordMask mask) => mask switch
    {
        WordMask.Digest => Word.Of(elements),
        WordMask.Cubic => new(elements[0], elements[1], elements[2]),
        _ => new(elements[0]),
    };
}
