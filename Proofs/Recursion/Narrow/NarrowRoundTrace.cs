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

    /// <summary>Partial rounds: writes their S-boxes.</summary>
    /// <param name="cells">As many cells as there are rounds.</param>
    public static void Partial<TWidth>(Span<Goldilocks> cells, int firstRound, Span<Goldilocks> state)
        where TWidth : IPoseidon2Width
    {
        for (int round = 0; round < cells.Length; round++)
        {
            state[0] = SeventhPower(state[0] + TWidth.Internal[firstRound + round]);
            cells[round] = state[0];
            TWidth.MultiplyInternal(state);
        }
    }

    /// <summary>The S-boxes of a full round.</summary>
    public static void Sboxes<TWidth>(int round, Span<Goldilocks> state)
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
