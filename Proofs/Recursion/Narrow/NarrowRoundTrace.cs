using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Fills the rows of a permutation: the twin of <see cref="NarrowRounds"/>.</summary>
internal static class NarrowRoundTrace
{
    /// <summary>Full rounds: writes the state and all S-boxes but the last round's.</summary>
    /// <param name="cells">The row's cells from the state on.</param>
    /// <param name="state">The state before; receives the S-boxes of the last round.</param>
    public static void Full<TWidth>(Span<Goldilocks> cells, int firstRound, int rounds, Span<Goldilocks> state)
        where TWidth : IPoseidon2Width
    {
        for (int round = 0; round < rounds; round++)
        {
            state.CopyTo(cells[(round * state.Length)..]);
            Poseidon2Layers.External(state);
            Sboxes<TWidth>(firstRound + round, state);
        }
    }

    /// <summary>All partial rounds and the full round after them: writes the state and the S-boxes of the partial rounds.</summary>
    /// <param name="state">The state before; receives the S-boxes of the full round.</param>
    public static void Partial<TWidth>(Span<Goldilocks> cells, Span<Goldilocks> state)
        where TWidth : IPoseidon2Width
    {
        state.CopyTo(cells);
        Poseidon2Layers.External(state);
        for (int round = 0; round < Poseidon2Constants.PartialRounds; round++)
        {
            state[0] = SeventhPower(state[0] + TWidth.Internal[round]);
            cells[state.Length + round] = state[0];
            TWidth.MultiplyInternal(state);
        }

        Sboxes<TWidth>(NarrowRounds.RoundAfterPartial, state);
    }

    private static void Sboxes<TWidth>(int round, Span<Goldilocks> state)
        where TWidth : IPoseidon2Width
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = SeventhPower(state[i] + TWidth.External[round * TWidth.Value + i]);
        }
    }

    private static Goldilocks SeventhPower(Goldilocks x)
    {
        Goldilocks cube = x * x * x;
        return cube * cube * x;
    }
}
