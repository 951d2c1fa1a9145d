using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Constraints of the rounds that one row does: y = x⁷ with one column per S-box.</summary>
internal static class NarrowRounds
{
    /// <summary>Full rounds. Those before the last have columns for their S-boxes, one state after another.</summary>
    /// <param name="rows">Selectors of the rows these constraints are for, in the order of their rounds.</param>
    /// <param name="rounds">How many each row does.</param>
    /// <param name="state">Receives the last round's S-boxes, of degree 7; its length is the width.</param>
    public static void Full<TWidth, TBuilder, TExpr>(ref TBuilder builder, ReadOnlySpan<TExpr> rows, int rounds, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr gate = rows[0];
        for (int row = 1; row < rows.Length; row++)
        {
            gate += rows[row];
        }

        ReadState(ref builder, state);
        for (int round = 0; round < rounds; round++)
        {
            Poseidon2Layers.External(state);
            for (int i = 0; i < state.Length; i++)
            {
                TExpr result = SeventhPower(state[i] + Constant<TWidth, TExpr>(rows, rounds, round, i));
                if (round < rounds - 1)
                {
                    TExpr cell = builder.Main(NarrowColumns.State + (round + 1) * state.Length + i);
                    builder.AssertZero(gate * (cell - result), "S-box of a full round");
                    result = cell;
                }

                state[i] = result;
            }
        }
    }

    /// <summary>All partial rounds, and that the next row starts with what they lead to.</summary>
    /// <param name="state">Room for a state.</param>
    /// <param name="next">Room for another.</param>
    public static void Partial<TWidth, TBuilder, TExpr>(ref TBuilder builder, TExpr gate, Span<TExpr> state, Span<TExpr> next)
        where TWidth : IPoseidon2Width
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        ReadState(ref builder, state);
        Poseidon2Layers.External(state);
        for (int round = 0; round < Poseidon2Constants.PartialRounds; round++)
        {
            TExpr cell = builder.Main(NarrowColumns.State + state.Length + round);
            TExpr result = SeventhPower(state[0] + TExpr.From(new Goldilocks(TWidth.Internal[round])));
            builder.AssertZero(gate * (cell - result), "S-box of a partial round");
            state[0] = cell;
            TWidth.MultiplyInternal(state);
        }

        // A row starts with a full round's linear layer, which does not belong here: what it makes of the next row counts.
        for (int i = 0; i < next.Length; i++)
        {
            next[i] = builder.MainNext(NarrowColumns.State + i);
        }

        Poseidon2Layers.External(next);
        for (int i = 0; i < next.Length; i++)
        {
            builder.AssertZero(gate * (next[i] - state[i]), "state after the partial rounds");
        }
    }

    private static void ReadState<TBuilder, TExpr>(ref TBuilder builder, Span<TExpr> state)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = builder.Main(NarrowColumns.State + i);
        }
    }

    /// <summary>Each row has constants of its own; chosen by selectors they are of degree 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TExpr Constant<TWidth, TExpr>(ReadOnlySpan<TExpr> rows, int rounds, int round, int element)
        where TWidth : IPoseidon2Width
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr constant = rows[0] * new Goldilocks(TWidth.External[round * TWidth.Value + element]);
        for (int row = 1; row < rows.Length; row++)
        {
            constant += rows[row] * new Goldilocks(TWidth.External[(row * rounds + round) * TWidth.Value + element]);
        }

        return constant;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TExpr SeventhPower<TExpr>(TExpr x)
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr cube = x * x * x;
        return cube * cube * x;
    }
}
