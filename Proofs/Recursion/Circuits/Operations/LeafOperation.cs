using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>A row of matrices on its way into a leaf, with its sums.</summary>
internal sealed class LeafOperation(
    SpongeChain chain, int width, Wire cubicFactor, Wire baseFactor, Wire digest, Wire cubicSum, Wire baseSum) : Operation
{
    public const int Rate = 8;

    public override string Kind => "leaf";

    public override void Execute(CircuitExecution execution)
    {
        GoldilocksCubic u = execution.Cubic(cubicFactor);
        Goldilocks v = baseFactor.IsNone ? default : execution[baseFactor].E0;
        execution.Set(digest, Absorb(execution, u, v));
        Sum(execution);
    }

    private Word Absorb(CircuitExecution execution, GoldilocksCubic u, Goldilocks v)
    {
        ReadOnlySpan<Goldilocks> elements = execution.Read(width);
        Span<Goldilocks> state = stackalloc Goldilocks[12];
        for (int block = 0; block < chain.Rows.Count; block++)
        {
            SpongeRow row = chain.Rows[block];
            ReadOnlySpan<Goldilocks> part = elements[(block * Rate)..Math.Min(width, (block + 1) * Rate)];
            state[..Rate].Clear();
            part.CopyTo(state);
            if (row.Starts)
            {
                (state[8], state[9], state[10], state[11]) = (row.Capacity8, row.Capacity9, default, default);
            }

            SpongeValues values = execution.Rows.Sponge(chain.FirstRow + block);
            state.CopyTo(values.Input);
            (values.CubicFactor[0], values.CubicFactor[1], values.CubicFactor[2]) = (u.C0, u.C1, u.C2);
            values.BaseFactor = v;
            Poseidon2.Permute12(state);
        }

        return Word.Of(state);
    }

    /// <summary>From the last block back: Σ uⁱ·fᵢ and Σ vⁱ·fᵢ.</summary>
    private void Sum(CircuitExecution execution)
    {
        for (int block = chain.Rows.Count - 1; block >= 0; block--)
        {
            int row = chain.FirstRow + block;
            SpongeSums.Write(chain.Rows[block], execution.Rows.Sponge(row), chain.Rows[block].Continues ? execution.Rows.Sponge(row + 1) : default);
        }

        SpongeValues first = execution.Rows.Sponge(chain.FirstRow);
        execution.Set(cubicSum, Word.OfCubic(first.CubicSum));
        execution.Set(baseSum, Word.OfCubic(first.BaseSum));
    }
}
