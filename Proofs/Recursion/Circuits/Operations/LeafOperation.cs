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
        Sum(execution, u, v);
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
    private void Sum(CircuitExecution execution, GoldilocksCubic u, Goldilocks v)
    {
        GoldilocksCubic first = default;
        GoldilocksCubic second = default;
        for (int block = chain.Rows.Count - 1; block >= 0; block--)
        {
            SpongeValues values = execution.Rows.Sponge(chain.FirstRow + block);
            RowPattern pattern = chain.Rows[block].Pattern;
            first = RowSum.Add(pattern, values.Input[..Rate], u, first);
            second = RowSum.Add(pattern, values.Input[..Rate], GoldilocksCubic.From(v), second);
            (values.CubicSum[0], values.CubicSum[1], values.CubicSum[2]) = (first.C0, first.C1, first.C2);
            (values.BaseSum[0], values.BaseSum[1], values.BaseSum[2]) = (second.C0, second.C1, second.C2);
        }

        execution.Set(cubicSum, Word.Of(first));
        execution.Set(baseSum, Word.Of(second));
    }
}
