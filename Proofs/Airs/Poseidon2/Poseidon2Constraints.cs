using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Constrains a block of <see cref="Poseidon2Columns{TWidth}"/> to be one permutation.</summary>
public static class Poseidon2Constraints
{
    /// <summary>States two constraints per S-box: c = x³ and y = c²·x.</summary>
    /// <param name="first">The first column of the block.</param>
    /// <param name="state">Receives the output of the permutation; its length is the width.</param>
    public static void Permute<TWidth, TBuilder, TExpr>(ref TBuilder builder, int first, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        const int half = Poseidon2Constants.FullRounds / 2;
        int sboxColumn = first + Poseidon2Columns<TWidth>.Cube(0);

        for (int i = 0; i < state.Length; i++)
        {
            state[i] = builder.Main(first + i);
        }

        Poseidon2Layers.External(state);
        for (int round = 0; round < half; round++)
        {
            FullRound<TWidth, TBuilder, TExpr>(ref builder, ref sboxColumn, round, state);
        }

        for (int round = 0; round < Poseidon2Constants.PartialRounds; round++)
        {
            Sbox(ref builder, ref sboxColumn, ref state[0], TWidth.Internal[round]);
            TWidth.MultiplyInternal(state);
        }

        for (int round = half; round < 2 * half; round++)
        {
            FullRound<TWidth, TBuilder, TExpr>(ref builder, ref sboxColumn, round, state);
        }
    }

    private static void FullRound<TWidth, TBuilder, TExpr>(ref TBuilder builder, ref int sboxColumn, int round, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int i = 0; i < state.Length; i++)
        {
            Sbox(ref builder, ref sboxColumn, ref state[i], TWidth.External[round * TWidth.Value + i]);
        }

        Poseidon2Layers.External(state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sbox<TBuilder, TExpr>(ref TBuilder builder, ref int sboxColumn, ref TExpr element, ulong constant)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr x = element + TExpr.From(new Goldilocks(constant));
        TExpr cube = builder.Main(sboxColumn++);
        TExpr seventh = builder.Main(sboxColumn++);
        builder.AssertZero(cube - x * x * x, "S-box cube");
        builder.AssertZero(seventh - cube * cube * x, "S-box seventh power");

        // The next layer continues from the committed cell, so that degrees do not grow.
        element = seventh;
    }
}
