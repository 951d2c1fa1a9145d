using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Constrains a block of <see cref="Poseidon2Columns{TWidth, TSbox}"/> to be one permutation.</summary>
public static class Poseidon2Constraints
{
    /// <summary>States the constraints of all S-boxes.</summary>
    /// <param name="first">The first column of the block.</param>
    /// <param name="state">Receives the output of the permutation; its length is the width.</param>
    public static void Permute<TWidth, TSbox, TBuilder, TExpr>(ref TBuilder builder, int first, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TSbox : IPoseidon2Sbox
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        const int half = Poseidon2Constants.FullRounds / 2;
        int sboxColumn = first + Poseidon2Columns<TWidth, TSbox>.Sbox(0);

        for (int i = 0; i < state.Length; i++)
        {
            state[i] = builder.Main(first + i);
        }

        Poseidon2Layers.External(state);
        for (int round = 0; round < half; round++)
        {
            FullRound<TWidth, TSbox, TBuilder, TExpr>(ref builder, ref sboxColumn, round, state);
        }

        for (int round = 0; round < Poseidon2Constants.PartialRounds; round++)
        {
            Sbox<TSbox, TBuilder, TExpr>(ref builder, ref sboxColumn, ref state[0], TWidth.Internal[round]);
            TWidth.MultiplyInternal(state);
        }

        for (int round = half; round < 2 * half; round++)
        {
            FullRound<TWidth, TSbox, TBuilder, TExpr>(ref builder, ref sboxColumn, round, state);
        }
    }

    private static void FullRound<TWidth, TSbox, TBuilder, TExpr>(ref TBuilder builder, ref int sboxColumn, int round, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TSbox : IPoseidon2Sbox
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int i = 0; i < state.Length; i++)
        {
            Sbox<TSbox, TBuilder, TExpr>(ref builder, ref sboxColumn, ref state[i], TWidth.External[round * TWidth.Value + i]);
        }

        Poseidon2Layers.External(state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sbox<TSbox, TBuilder, TExpr>(ref TBuilder builder, ref int sboxColumn, ref TExpr element, ulong constant)
        where TSbox : IPoseidon2Sbox
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        element = TSbox.Constrain(ref builder, sboxColumn, element + TExpr.From(new Goldilocks(constant)));
        sboxColumn += TSbox.ColumnCount;
    }
}
