using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>The permutation as the paper defines it, for any instance whose width is a multiple of 4.</summary>
    /// <param name="external">FullRounds rows of one constant per element.</param>
    /// <param name="internal">One constant per partial round.</param>
    /// <param name="diagonal">D of the internal matrix J + D.</param>
    [SkipLocalsInit]
    private static void Permute(
        Span<Goldilocks> elements, ReadOnlySpan<ulong> external, ReadOnlySpan<ulong> @internal, ReadOnlySpan<ulong> diagonal)
    {
        const int half = Poseidon2Constants.FullRounds / 2;
        int width = elements.Length;
        Span<LooseWord> state = stackalloc LooseWord[width];
        Span<Halves> scratch = stackalloc Halves[width];
        for (int i = 0; i < width; i++)
        {
            state[i] = elements[i];
        }

        MultiplyExternal(state, scratch);
        for (int round = 0; round < half; round++)
        {
            FullRound(state, Elements(external.Slice(round * width, width)), scratch);
        }

        foreach (Goldilocks constant in Elements(@internal))
        {
            PartialRound(state, constant, Elements(diagonal));
        }

        for (int round = half; round < 2 * half; round++)
        {
            FullRound(state, Elements(external.Slice(round * width, width)), scratch);
        }

        for (int i = 0; i < width; i++)
        {
            elements[i] = state[i].Element;
        }
    }

    private static void FullRound(Span<LooseWord> state, ReadOnlySpan<Goldilocks> constants, Span<Halves> scratch)
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = Sbox(state[i] + constants[i]);
        }

        MultiplyExternal(state, scratch);
    }

    private static void PartialRound(Span<LooseWord> state, Goldilocks constant, ReadOnlySpan<Goldilocks> diagonal)
    {
        // The others are summed up first: that work then fills the waits of the S-box.
        Halves rest = default;
        for (int i = 1; i < state.Length; i++)
        {
            rest += Halves.Of(state[i]);
        }

        state[0] = Sbox(state[0] + constant);
        Goldilocks sum = (rest + Halves.Of(state[0])).Join().Element;
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = state[i] * diagonal[i] + sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LooseWord Sbox(LooseWord x)
    {
        LooseWord square = x * x;
        return square * x * (square * square);
    }

    /// <summary>circ(2·M4, M4, …, M4): M4 on each group of four, then to each element the sum of its column.</summary>
    private static void MultiplyExternal(Span<LooseWord> state, Span<Halves> scratch)
    {
        Halves sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int i = 0; i + 3 < state.Length; i += 4)
        {
            MultiplyM4(state.Slice(i, 4), scratch.Slice(i, 4));
            sum0 += scratch[i];
            sum1 += scratch[i + 1];
            sum2 += scratch[i + 2];
            sum3 += scratch[i + 3];
        }

        for (int i = 0; i + 3 < state.Length; i += 4)
        {
            state[i] = (scratch[i] + sum0).Join();
            state[i + 1] = (scratch[i + 1] + sum1).Join();
            state[i + 2] = (scratch[i + 2] + sum2).Join();
            state[i + 3] = (scratch[i + 3] + sum3).Join();
        }
    }

    /// <summary>The matrix circ(2, 3, 1, 1) with seven additions and two doublings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyM4(ReadOnlySpan<LooseWord> x, Span<Halves> product)
    {
        Halves a = Halves.Of(x[0]), b = Halves.Of(x[1]), c = Halves.Of(x[2]), d = Halves.Of(x[3]);
        Halves ab = a + b, cd = c + d, all = ab + cd, allAndB = all + b, allAndD = all + d;
        product[0] = allAndB + ab;
        product[1] = allAndB + c + c;
        product[2] = allAndD + cd;
        product[3] = allAndD + a + a;
    }

    /// <summary>The constants are canonical words, so they are elements as they lie in memory.</summary>
    private static ReadOnlySpan<Goldilocks> Elements(ReadOnlySpan<ulong> words) => MemoryMarshal.Cast<ulong, Goldilocks>(words);
}
