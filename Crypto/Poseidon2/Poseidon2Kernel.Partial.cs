using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>The partial rounds. Each phase is a method of its own: one large body exceeds what the JIT is willing to inline.</summary>
internal static unsafe partial class Poseidon2Kernel<TOne, TFour>
{
    /// <summary>All partial rounds of one or four groups.</summary>
    /// <remarks>
    /// Element 0 is a word in value First; the others are halves. A round leaves 2^s·sum in the two sums, and the elements
    /// take it in only during the next round, where that work fills the waits of the S-box.
    /// </remarks>
    private static void PartialRounds<TWords>(ulong* states, ulong* scratch, Poseidon2Schedule schedule)
        where TWords : unmanaged, IWords<TWords>
    {
        SplitStates<TWords>(states, scratch, schedule.Width);
        int inBlock = 0;
        for (int round = 0; round < Poseidon2Constants.PartialRounds; round++)
        {
            if (inBlock == 0)
            {
                OpeningRound<TWords>(scratch, schedule, round);
            }
            else
            {
                InnerRound<TWords>(scratch, schedule, round, inBlock);
            }

            inBlock++;
            if (schedule.EndsBlock(round))
            {
                EndBlock<TWords>(scratch, schedule, round, inBlock);
                inBlock = 0;
            }
        }

        JoinStates<TWords>(states, scratch, schedule);
    }

    // Values of the scratch memory in partial rounds; element i has its halves at Halves + 2i and the value after it.
    private const int First = 0;
    private const int SumLow = 1;
    private const int SumHigh = 2;
    private const int Halves = 3;
    private const int PartialSlots = Halves + 2 * MaxWidth;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SplitStates<TWords>(ulong* states, ulong* scratch, int width)
        where TWords : unmanaged, IWords<TWords>
    {
        nint stride = width * Poseidon2.Lanes;
        Put(scratch, First, TWords.Load(states, stride));
        TWords restLow = default, restHigh = default;
        for (int i = 1; i < width; i++)
        {
            TWords word = TWords.Load(states + i * Poseidon2.Lanes, stride);
            TWords low = word.LowHalves(), high = word >>> 32;
            Put(scratch, Halves + 2 * i, low);
            Put(scratch, Halves + 2 * i + 1, high);
            restLow += low;
            restHigh += high;
        }

        Put(scratch, SumLow, restLow);
        Put(scratch, SumHigh, restHigh);
    }

    /// <summary>The first round of a block: the sums hold those of all elements but the first, and nothing is left to add.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OpeningRound<TWords>(ulong* scratch, Poseidon2Schedule schedule, int round)
        where TWords : unmanaged, IWords<TWords>
    {
        TWords sbox = Loose<TWords>.Pow7(Get<TWords>(scratch, First));
        FinishRound(scratch, schedule, round, sbox.LowHalves(), sbox >>> 32, Get<TWords>(scratch, SumLow), Get<TWords>(scratch, SumHigh));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InnerRound<TWords>(ulong* scratch, Poseidon2Schedule schedule, int round, int inBlock)
        where TWords : unmanaged, IWords<TWords>
    {
        TWords first = Get<TWords>(scratch, First);
        TWords square = Loose<TWords>.Square(first);
        TWords restLow = UpdateHalves<TWords>(scratch + Size<TWords>(Halves), schedule, Get<TWords>(scratch, SumLow));
        TWords cube = Loose<TWords>.Multiply(square, first);
        TWords restHigh = UpdateHalves<TWords>(scratch + Size<TWords>(Halves + 1), schedule, Get<TWords>(scratch, SumHigh));
        TWords sbox = Loose<TWords>.Multiply(cube, Loose<TWords>.Square(square));

        // The S-box took y = 2^(s·r)·x, so its result is 2^(7·s·r) times too large where the state's scale is 2^(s·r).
        int shift = 6 * schedule.LogScale * inBlock;
        TWords fraction = Loose<TWords>.Fraction(sbox, shift & 31);
        TWords low = Loose<TWords>.QuotientLow(sbox, shift & 31, fraction), high = Loose<TWords>.QuotientHigh(sbox, shift & 31, fraction);
        if (shift >= 32)
        {
            // 1 / 2^32 ≡ 1 − 2^32, so (low, high) becomes (low + high, −low).
            TWords oldLow = low;
            low += high;
            high = default(TWords) - oldLow;
        }

        FinishRound(scratch, schedule, round, low, high, restLow, restHigh);
    }

    /// <summary>x_i ← sum + 2^s·d_i·x_i for one half of all elements but the first.</summary>
    /// <param name="halves">The half of element 0; element i's is 2i values on.</param>
    /// <returns>The new sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWords UpdateHalves<TWords>(ulong* halves, Poseidon2Schedule schedule, TWords sum)
        where TWords : unmanaged, IWords<TWords>
    {
        TWords rest = default;
        ulong* diagonal = schedule.Diagonal;
        for (int i = 1; i < schedule.Width; i++)
        {
            halves += Size<TWords>(2);
            TWords half = sum + TWords.MultiplyLow(Get<TWords>(halves, 0), TWords.Broadcast(diagonal[i]));
            Put(halves, 0, half);
            rest += half;
        }

        return rest;
    }

    /// <summary>The new sums 2^s·(rest + S-box) and element 0, which is sum − 2·S-box since D begins with −2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishRound<TWords>(
        ulong* scratch, Poseidon2Schedule schedule, int round, TWords sboxLow, TWords sboxHigh, TWords restLow, TWords restHigh)
        where TWords : unmanaged, IWords<TWords>
    {
        int logScale = schedule.LogScale;
        TWords sumLow = (restLow + sboxLow) << logScale, sumHigh = (restHigh + sboxHigh) << logScale;
        Put(scratch, SumLow, sumLow);
        Put(scratch, SumHigh, sumHigh);
        TWords low = sumLow - (sboxLow << (logScale + 1)) + TWords.Broadcast(schedule.Partial[2 * round]);
        TWords high = sumHigh - (sboxHigh << (logScale + 1)) + TWords.Broadcast(schedule.Partial[2 * round + 1]);
        Put(scratch, First, Loose<TWords>.Join(low, high));
    }

    /// <summary>Takes the last sum in, divides the scale out of all elements, and adds the constant of the next round to element 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EndBlock<TWords>(ulong* scratch, Poseidon2Schedule schedule, int round, int blockLength)
        where TWords : unmanaged, IWords<TWords>
    {
        int logScale = schedule.LogScale * blockLength;
        TWords word = Get<TWords>(scratch, First);
        TWords fraction = Loose<TWords>.Fraction(word, logScale);
        ulong* next = schedule.NextBlock + 2 * round;
        TWords low = Loose<TWords>.QuotientLow(word, logScale, fraction) + TWords.Broadcast(next[0]);
        TWords high = Loose<TWords>.QuotientHigh(word, logScale, fraction) + TWords.Broadcast(next[1]);
        Put(scratch, First, Loose<TWords>.Join(low, high));

        TWords sumLow = Get<TWords>(scratch, SumLow) + TWords.Broadcast(Poseidon2Schedule.LargeBiasLow);
        TWords sumHigh = Get<TWords>(scratch, SumHigh) + TWords.Broadcast(Poseidon2Schedule.LargeBiasHigh);
        TWords restLow = default, restHigh = default;
        for (int i = 1; i < schedule.Width; i++)
        {
            TWords factor = TWords.Broadcast(schedule.Diagonal[i]);
            low = sumLow + TWords.MultiplyLow(Get<TWords>(scratch, Halves + 2 * i), factor);
            high = sumHigh + TWords.MultiplyLow(Get<TWords>(scratch, Halves + 2 * i + 1), factor);
            word = Loose<TWords>.Join(low, high);
            fraction = Loose<TWords>.Fraction(word, logScale);
            low = Loose<TWords>.QuotientLow(word, logScale, fraction);
            high = Loose<TWords>.QuotientHigh(word, logScale, fraction);
            Put(scratch, Halves + 2 * i, low);
            Put(scratch, Halves + 2 * i + 1, high);
            restLow += low;
            restHigh += high;
        }

        Put(scratch, SumLow, restLow);
        Put(scratch, SumHigh, restHigh);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void JoinStates<TWords>(ulong* states, ulong* scratch, Poseidon2Schedule schedule)
        where TWords : unmanaged, IWords<TWords>
    {
        int width = schedule.Width;
        nint stride = width * Poseidon2.Lanes;
        TWords first = Get<TWords>(scratch, First);
        Put(scratch, Halves, first.LowHalves());
        Put(scratch, Halves + 1, first >>> 32);
        for (int i = 0; i < width; i++)
        {
            TWords low = Get<TWords>(scratch, Halves + 2 * i) + TWords.Broadcast(schedule.Middle[i]);
            TWords high = Get<TWords>(scratch, Halves + 2 * i + 1) + TWords.Broadcast(schedule.Middle[width + i]);
            Loose<TWords>.Join(low, high).Store(states + i * Poseidon2.Lanes, stride);
        }
    }
}
