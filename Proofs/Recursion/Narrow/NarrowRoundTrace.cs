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
            for (int i = 0; i < state.Length; i++)
            {
                state[i] = SeventhPower(state[i] + TWidth.External[(firstRound + round) * TWidth.Value + i]);
            }
        }
    }

    /// <summary>All partial rounds: writes the state and their S-boxes.</summary>
    /// <param name="state">The state before; receives the state with which the next row starts.</param>
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

        InverseExternal(state);
    }

    /// <summary>Undoes <see cref="Poseidon2Layers.External"/>.</summary>
    public static void InverseExternal(Span<Goldilocks> state)
    {
        // Each element is that of M4 plus the sum over all blocks, and the sum of all is (blocks + 1) times that sum.
        Goldilocks perSum = new Goldilocks((ulong)(state.Length / 4 + 1)).Inverse();
        for (int j = 0; j < 4; j++)
        {
            Goldilocks sum = default;
            for (int i = j; i < state.Length; i += 4)
            {
                sum += state[i];
            }

            for (int i = j; i < state.Length; i += 4)
            {
                state[i] -= sum * perSum;
            }
        }

        for (int i = 0; i < state.Length; i += 4)
        {
            InverseM4(state.Slice(i, 4));
        }
    }

    /// <summary>The inverse of circ(2, 3, 1, 1) is circ(−4, 3, −11, 17)/35.</summary>
    private static void InverseM4(Span<Goldilocks> x)
    {
        Goldilocks per35 = new Goldilocks(35).Inverse();
        ReadOnlySpan<Goldilocks> row = [-new Goldilocks(4), 3, -new Goldilocks(11), 17];
        Span<Goldilocks> y = stackalloc Goldilocks[4];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                y[i] += row[(j - i + 4) % 4] * x[j];
            }

            y[i] *= per35;
        }

        y.CopyTo(x);
    }

    private static Goldilocks SeventhPower(Goldilocks x)
    {
        Goldilocks cube = x * x * x;
        return cube * cube * x;
    }
}
