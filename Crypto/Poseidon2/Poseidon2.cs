using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>The Poseidon2 permutation over Goldilocks in widths 8 and 12 (ePrint 2023/323).</summary>
/// <remarks>
/// Width 8 serves the protocol (<see cref="TreeHash"/>, <see cref="Sponge"/>) and two-to-one nodes; width 12 serves the
/// proof system's matrix leaves and transcript. A permutation is: external matrix; 4 full rounds; 22 partial rounds;
/// 4 full rounds. This file is the explanation and the reference for the vector forms.
/// </remarks>
public static partial class Poseidon2
{
    /// <summary>x^7: the smallest power that is a bijection, since 7 is the smallest number prime to p − 1.</summary>
    public const int SboxDegree = 7;

    /// <summary>Permutes 8 elements in place.</summary>
    public static void Permute8(Span<Goldilocks> state) =>
        Permute(state[..8], Poseidon2Constants.External8, Poseidon2Constants.Internal8, Poseidon2Constants.Diagonal8);

    /// <summary>Permutes 12 elements in place.</summary>
    public static void Permute12(Span<Goldilocks> state) =>
        Permute(state[..12], Poseidon2Constants.External12, Poseidon2Constants.Internal12, Poseidon2Constants.Diagonal12);

    /// <summary>The permutation written as the paper defines it, for any instance whose width is a multiple of 4.</summary>
    /// <param name="external">FullRounds rows of one constant per element.</param>
    /// <param name="internal">One constant per partial round.</param>
    /// <param name="diagonal">D of the internal matrix J + D.</param>
    internal static void Permute(
        Span<Goldilocks> state, ReadOnlySpan<ulong> external, ReadOnlySpan<ulong> @internal, ReadOnlySpan<ulong> diagonal)
    {
        const int half = Poseidon2Constants.FullRounds / 2;
        int width = state.Length;

        MultiplyExternal(state);
        for (int round = 0; round < half; round++)
        {
            FullRound(state, external.Slice(round * width, width));
        }

        foreach (ulong constant in @internal)
        {
            state[0] = Sbox(state[0] + constant);
            MultiplyInternal(state, diagonal);
        }

        for (int round = half; round < 2 * half; round++)
        {
            FullRound(state, external.Slice(round * width, width));
        }
    }

    private static void FullRound(Span<Goldilocks> state, ReadOnlySpan<ulong> constants)
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = Sbox(state[i] + constants[i]);
        }

        MultiplyExternal(state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Goldilocks Sbox(Goldilocks x)
    {
        Goldilocks square = x * x;
        return square * x * (square * square);
    }

    /// <summary>circ(2·M4, M4, …, M4): M4 on each group of four, then the column sums are added once more.</summary>
    private static void MultiplyExternal(Span<Goldilocks> state)
    {
        Goldilocks sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int i = 0; i < state.Length; i += 4)
        {
            MultiplyM4(state.Slice(i, 4));
            (sum0, sum1, sum2, sum3) = (sum0 + state[i], sum1 + state[i + 1], sum2 + state[i + 2], sum3 + state[i + 3]);
        }

        for (int i = 0; i < state.Length; i += 4)
        {
            state[i] += sum0;
            state[i + 1] += sum1;
            state[i + 2] += sum2;
            state[i + 3] += sum3;
        }
    }

    /// <summary>The matrix circ(2, 3, 1, 1) with seven additions and two doublings.</summary>
    private static void MultiplyM4(Span<Goldilocks> x)
    {
        Goldilocks x01 = x[0] + x[1];
        Goldilocks x23 = x[2] + x[3];
        Goldilocks all = x01 + x23;
        Goldilocks allAnd1 = all + x[1];
        Goldilocks allAnd3 = all + x[3];
        (x[0], x[1], x[2], x[3]) = (allAnd1 + x01, allAnd1 + x[2].Double(), allAnd3 + x23, allAnd3 + x[0].Double());
    }

    private static void MultiplyInternal(Span<Goldilocks> state, ReadOnlySpan<ulong> diagonal)
    {
        Goldilocks sum = state[0];
        for (int i = 1; i < state.Length; i++)
        {
            sum += state[i];
        }

        for (int i = 0; i < state.Length; i++)
        {
            state[i] = state[i] * diagonal[i] + sum;
        }
    }
}
