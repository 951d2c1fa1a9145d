using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Forging;

/// <summary>A permutation in which one S-box gives one more than it should.</summary>
internal static class WrongPermutation
{
    /// <summary>Rewrites the block of <see cref="Poseidon2Columns{TWidth, TSbox}"/> with which a row starts; its input stays.</summary>
    /// <returns>The output.</returns>
    public static Goldilocks[] Write<TWidth, TSbox>(NativeMatrix trace, int row, int wrongSbox)
        where TWidth : IPoseidon2Width
        where TSbox : IPoseidon2Sbox
    {
        Goldilocks[] cells = new Goldilocks[trace.ColumnCount];
        trace.CopyRow(row, cells);
        Goldilocks[] state = cells[..TWidth.Value];
        int sbox = 0;
        Poseidon2Layers.External<Goldilocks>(state);
        for (int round = 0; round < Poseidon2Constants.FullRounds; round++)
        {
            if (round == Poseidon2Constants.FullRounds / 2)
            {
                foreach (ulong constant in TWidth.Internal)
                {
                    Sbox(0, constant);
                    TWidth.MultiplyInternal<Goldilocks>(state);
                }
            }

            for (int i = 0; i < TWidth.Value; i++)
            {
                Sbox(i, TWidth.External[round * TWidth.Value + i]);
            }

            Poseidon2Layers.External<Goldilocks>(state);
        }

        for (int column = 0; column < cells.Length; column++)
        {
            trace[row, column] = cells[column];
        }

        return state;

        void Sbox(int element, ulong constant)
        {
            Span<Goldilocks> columns = cells.AsSpan(Poseidon2Columns<TWidth, TSbox>.Sbox(sbox), TSbox.ColumnCount);
            _ = TSbox.Fill(columns, state[element] + constant);
            columns[^1] += sbox++ == wrongSbox ? Goldilocks.One : Goldilocks.Zero;
            state[element] = columns[^1];
        }
    }
}
