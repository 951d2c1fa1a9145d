using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>The rounds that one row does, as constraints: y = x⁷ with one column per S-box.</summary>
internal static class NarrowRounds
{
    /// <summary>The full round after the partial ones.</summary>
    public const int RoundAfterPartial = Poseidon2Constants.FullRounds / 2;

    /// <summary>The state with which the row starts.</summary>
    public static void Read<TBuilder, TExpr>(ref TBuilder builder, Span<TExpr> state)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = builder.Main(NarrowColumns.State + i);
        }
    }

    /// <summary>Linear layer, constants and S-boxes of one full round.</summary>
    /// <param name="rows">Selectors of the rows that do this, each with its round: chosen by them, constants have degree 1.</param>
    /// <param name="state">Receives results of degree 7.</param>
    public static void Full<TWidth, TExpr>(ReadOnlySpan<(TExpr Selector, int Round)> rows, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TExpr : struct, IAlgebra<TExpr>
    {
        Poseidon2Layers.External(state);
        for (int i = 0; i < state.Length; i++)
        {
            TExpr x = state[i];
            foreach ((TExpr selector, int round) in rows)
            {
                x += selector * new Goldilocks(TWidth.External[round * TWidth.Value + i]);
            }

            state[i] = SeventhPower(x);
        }
    }

    /// <summary>States that the row has the results of a full round in its columns, and goes on from those.</summary>
    /// <param name="column">The first of them.</param>
    public static void Commit<TBuilder, TExpr>(ref TBuilder builder, TExpr gate, int column, Span<TExpr> state)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int i = 0; i < state.Length; i++)
        {
            TExpr cell = builder.Main(column + i);
            builder.AssertZero(gate * (cell - state[i]), "S-box: full round");
            state[i] = cell;
        }
    }

    /// <summary>States that the next row starts with this state, of degree 7 at most.</summary>
    public static void PassOn<TBuilder, TExpr>(ref TBuilder builder, TExpr gate, ReadOnlySpan<TExpr> state)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int i = 0; i < state.Length; i++)
        {
            builder.AssertZero(gate * (builder.MainNext(NarrowColumns.State + i) - state[i]), "S-box: last round of a row");
        }
    }

    /// <summary>Partial rounds whose results the row has in its columns.</summary>
    /// <param name="column">The first of them.</param>
    public static void Partial<TWidth, TBuilder, TExpr>(ref TBuilder builder, TExpr gate, int firstRound, int rounds, int column, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int round = 0; round < rounds; round++)
        {
            TExpr cell = builder.Main(column + round);
            builder.AssertZero(gate * (cell - PartialSbox<TWidth, TExpr>(firstRound + round, state)), "S-box: partial round");
            state[0] = cell;
            TWidth.MultiplyInternal(state);
        }
    }

    /// <summary>A partial round as the last of a row.</summary>
    /// <param name="state">Receives elements of degree 7.</param>
    public static void LastPartial<TWidth, TExpr>(int round, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TExpr : struct, IAlgebra<TExpr>
    {
        state[0] = PartialSbox<TWidth, TExpr>(round, state);
        TWidth.MultiplyInternal(state);
    }

    /// <summary>The S-boxes of the full round that follows the partial ones, which have done its linear layer.</summary>
    public static void FullAfterPartial<TWidth, TExpr>(Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = SeventhPower(state[i] + TExpr.From(new Goldilocks(TWidth.External[RoundAfterPartial * TWidth.Value + i])));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TExpr PartialSbox<TWidth, TExpr>(int round, ReadOnlySpan<TExpr> state)
        where TWidth : IPoseidon2Width
        where TExpr : struct, IAlgebra<TExpr> =>
        SeventhPower(state[0] + TExpr.From(new Goldilocks(TWidth.Internal[round])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TExpr SeventhPower<TExpr>(TExpr x)
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr cube = x * x * x;
        return cube * cube * x;
    }
}
