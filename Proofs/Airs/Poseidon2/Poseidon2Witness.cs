using Rollup.Crypto;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Fills a block of <see cref="Poseidon2Columns{TWidth, TSbox}"/>, several rows at once if <c>TExpr</c> is a vector.</summary>
public static class Poseidon2Witness
{
    /// <summary>Runs one permutation and notes what the columns of every S-box hold.</summary>
    /// <param name="cells">The block; its first elements hold the input, the rest is written.</param>
    /// <param name="state">Receives the output of the permutation; its length is the width.</param>
    public static void Fill<TWidth, TSbox, TExpr>(Span<TExpr> cells, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TSbox : IPoseidon2Sbox
        where TExpr : struct, IAlgebra<TExpr>
    {
        const int half = Poseidon2Constants.FullRounds / 2;
        Span<TExpr> sboxes = cells[Poseidon2Columns<TWidth, TSbox>.Sbox(0)..];

        cells[..state.Length].CopyTo(state);
        Poseidon2Layers.External(state);
        for (int round = 0; round < half; round++)
        {
            sboxes = FullRound<TWidth, TSbox, TExpr>(sboxes, round, state);
        }

        for (int round = 0; round < Poseidon2Constants.PartialRounds; round++)
        {
            sboxes = Sbox<TSbox, TExpr>(sboxes, ref state[0], TWidth.Internal[round]);
            TWidth.MultiplyInternal(state);
        }

        for (int round = half; round < 2 * half; round++)
        {
            sboxes = FullRound<TWidth, TSbox, TExpr>(sboxes, round, state);
        }
    }

    private static Span<TExpr> FullRound<TWidth, TSbox, TExpr>(Span<TExpr> sboxes, int round, Span<TExpr> state)
        where TWidth : IPoseidon2Width
        where TSbox : IPoseidon2Sbox
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int i = 0; i < state.Length; i++)
        {
            sboxes = Sbox<TSbox, TExpr>(sboxes, ref state[i], TWidth.External[round * TWidth.Value + i]);
        }

        Poseidon2Layers.External(state);
        return sboxes;
    }

    private static Span<TExpr> Sbox<TSbox, TExpr>(Span<TExpr> cells, ref TExpr element, ulong constant)
        where TSbox : IPoseidon2Sbox
        where TExpr : struct, IAlgebra<TExpr>
    {
        element = TSbox.Fill(cells, element + TExpr.From(new Goldilocks(constant)));
        return cells[TSbox.ColumnCount..];
    }
}
