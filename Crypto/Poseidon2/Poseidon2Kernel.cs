using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>Poseidon2 on vectors of states, for one register width. <see cref="Poseidon2.Permute8(Span{Goldilocks})"/> is the plain twin.</summary>
/// <typeparam name="TOne">One register: used for the partial rounds of a group that stands alone.</typeparam>
/// <typeparam name="TFour">Four registers: four elements of a group in full rounds, four groups in partial rounds.</typeparam>
/// <remarks>
/// A group is <see cref="Poseidon2.Lanes"/> states, element-major. Where a register is narrower than a group, the kernel
/// runs over each part of the group. In full rounds the four elements that M4 mixes are one <typeparamref name="TFour"/>.
/// </remarks>
internal static unsafe class Poseidon2Kernel<TOne, TFour>
    where TOne : unmanaged, IWords<TOne>
    where TFour : unmanaged, IFourWords<TFour>
{
    private const int Alignment = 64;
    private const int MaxWidth = 12;
    private const int HalfRounds = Poseidon2Constants.FullRounds / 2;

    /// <summary>Permutes <paramref name="groupCount"/> groups in place; the results are canonical.</summary>
    [SkipLocalsInit]
    internal static void Permute(ulong* groups, int groupCount, Poseidon2Schedule schedule)
    {
        // Vectors that straddle cache lines slow the kernel several times, and the runtime aligns the stack to 16 bytes only.
        byte* memory = stackalloc byte[sizeof(TFour) * 2 * MaxWidth + Alignment];
        ulong* scratch = (ulong*)(((nuint)memory + Alignment - 1) & ~(nuint)(Alignment - 1));
        int groupLength = schedule.Width * Poseidon2.Lanes;

        for (int lane = 0; lane < Poseidon2.Lanes; lane += TOne.Lanes)
        {
            int group = 0;
            for (; group + 4 <= groupCount; group += 4)
            {
                ulong* states = groups + group * groupLength + lane;
                for (int i = 0; i < 4; i++)
                {
                    FirstFullRounds(states + i * groupLength, scratch, schedule);
                }

                PartialRounds<TFour>(states, groupLength, scratch, schedule);
                for (int i = 0; i < 4; i++)
                {
                    LastFullRounds(states + i * groupLength, scratch, schedule);
                }
            }

            for (; group < groupCount; group++)
            {
                ulong* states = groups + group * groupLength + lane;
                FirstFullRounds(states, scratch, schedule);
                PartialRounds<TOne>(states, groupLength, scratch, schedule);
                LastFullRounds(states, scratch, schedule);
            }
        }
    }

    private static void FirstFullRounds(ulong* state, ulong* halves, Poseidon2Schedule schedule)
    {
        int width = schedule.Width;
        ulong* constants = schedule.Layers;
        for (int quad = 0; quad < width / 4; quad++)
        {
            Loose<TFour>.Split(LoadQuad(state, quad), out TFour low, out TFour high);
            StoreMixed(halves, quad, low, high);
        }

        for (int round = 0; round < HalfRounds; round++, constants += 2 * width)
        {
            FullRound(halves, width, constants);
        }

        TFour sumLow = ColumnSum(halves, width), sumHigh = ColumnSum(halves + Registers(1), width);
        for (int quad = 0; quad < width / 4; quad++)
        {
            JoinQuad(halves, quad, sumLow, sumHigh, constants, width).Store(state + quad * 4 * Poseidon2.Lanes, Poseidon2.Lanes);
        }
    }

    private static void LastFullRounds(ulong* state, ulong* halves, Poseidon2Schedule schedule)
    {
        int width = schedule.Width;
        ulong* constants = schedule.Layers + 2 * width * (HalfRounds + 1);
        for (int quad = 0; quad < width / 4; quad++)
        {
            SboxAndMix(LoadQuad(state, quad), halves, quad);
        }

        for (int round = HalfRounds + 1; round < 2 * HalfRounds; round++, constants += 2 * width)
        {
            FullRound(halves, width, constants);
        }

        TFour sumLow = ColumnSum(halves, width), sumHigh = ColumnSum(halves + Registers(1), width);
        for (int quad = 0; quad < width / 4; quad++)
        {
            TFour words = JoinQuad(halves, quad, sumLow, sumHigh, constants, width);
            Loose<TFour>.Canonical(words).Store(state + quad * 4 * Poseidon2.Lanes, Poseidon2.Lanes);
        }
    }

    /// <summary>Completes the external layer that stands in <paramref name="halves"/>, then S-boxes and the next layer's M4.</summary>
    private static void FullRound(ulong* halves, int width, ulong* constants)
    {
        TFour sumLow = ColumnSum(halves, width), sumHigh = ColumnSum(halves + Registers(1), width);
        for (int quad = 0; quad < width / 4; quad++)
        {
            SboxAndMix(JoinQuad(halves, quad, sumLow, sumHigh, constants, width), halves, quad);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SboxAndMix(TFour words, ulong* halves, int quad)
    {
        // The last product of x^7 is never reduced to a word: its halves are what the linear layer takes.
        Loose<TFour>.Pow7Wide(words, out TFour high, out TFour low);
        Loose<TFour>.Split(high, low, out TFour lowHalf, out TFour highHalf);
        StoreMixed(halves, quad, lowHalf, highHalf);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TFour LoadQuad(ulong* state, int quad) => TFour.Load(state + quad * 4 * Poseidon2.Lanes, Poseidon2.Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreMixed(ulong* halves, int quad, TFour low, TFour high)
    {
        low.MultiplyM4().Store(halves + Registers(2 * quad), TFour.Lanes);
        high.MultiplyM4().Store(halves + Registers(2 * quad + 1), TFour.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TFour JoinQuad(ulong* halves, int quad, TFour sumLow, TFour sumHigh, ulong* constants, int width)
    {
        TFour low = TFour.Load(halves + Registers(2 * quad), TFour.Lanes) + sumLow + TFour.Broadcast(constants + 4 * quad);
        TFour high = TFour.Load(halves + Registers(2 * quad + 1), TFour.Lanes) + sumHigh + TFour.Broadcast(constants + width + 4 * quad);
        return Loose<TFour>.Join(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TFour ColumnSum(ulong* halves, int width)
    {
        TFour sum = TFour.Load(halves, TFour.Lanes) + TFour.Load(halves + Registers(2), TFour.Lanes);
        return width == 8 ? sum : sum + TFour.Load(halves + Registers(4), TFour.Lanes);
    }

    /// <summary>Words that <paramref name="count"/> values of four registers take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Registers(int count) => count * 4 * TFour.Lanes;

    /// <summary>All partial rounds of one or four groups.</summary>
    /// <param name="stride">From one group to the next.</param>
    /// <param name="halves">Scratch: element i at value 2i (low) and 2i + 1 (high); element 0 is kept in registers.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PartialRounds<TWords>(ulong* states, nint stride, ulong* halves, Poseidon2Schedule schedule)
        where TWords : unmanaged, IWords<TWords>
    {
        int width = schedule.Width, logScale = schedule.LogScale;
        TWords first = TWords.Load(states, stride);
        TWords restLow = default, restHigh = default;
        for (int i = 1; i < width; i++)
        {
            Loose<TWords>.Split(TWords.Load(states + i * Poseidon2.Lanes, stride), out TWords low, out TWords high);
            StoreHalves(halves, i, low, high);
            restLow += low;
            restHigh += high;
        }

        int inBlock = 0;
        for (int round = 0; round < Poseidon2Constants.PartialRounds; round++)
        {
            TWords sbox = Loose<TWords>.Pow7(first);

            // The S-box took y = 2^(s·r)·x, so its result is 2^(7·s·r) times too large where the state's scale is 2^(s·r).
            DivideSbox(sbox, 6 * logScale * inBlock, out TWords low, out TWords high);
            TWords sumLow = (restLow + low) << logScale;
            TWords sumHigh = (restHigh + high) << logScale;

            // D begins with −2.
            low = sumLow - (low << (logScale + 1));
            high = sumHigh - (high << (logScale + 1));
            UpdateRest(halves, schedule, sumLow, sumHigh, out restLow, out restHigh);

            inBlock++;
            TWords constantLow = TWords.Broadcast(schedule.Partial[2 * round]), constantHigh = TWords.Broadcast(schedule.Partial[2 * round + 1]);
            if (!schedule.EndsBlock(round))
            {
                first = Loose<TWords>.Join(low + constantLow, high + constantHigh);
                continue;
            }

            first = JoinLarge(low, high);
            Loose<TWords>.DivideByPowerOfTwo(first, logScale * inBlock, out low, out high);
            first = Loose<TWords>.Join(low + constantLow, high + constantHigh);
            DivideRest(halves, width, logScale * inBlock, out restLow, out restHigh);
            inBlock = 0;
        }

        Loose<TWords>.Split(first, out TWords firstLow, out TWords firstHigh);
        StoreHalves(halves, 0, firstLow, firstHigh);
        for (int i = 0; i < width; i++)
        {
            LoadHalves(halves, i, out TWords low, out TWords high);
            low += TWords.Broadcast(schedule.Middle[i]);
            high += TWords.Broadcast(schedule.Middle[width + i]);
            Loose<TWords>.Join(low, high).Store(states + i * Poseidon2.Lanes, stride);
        }
    }

    /// <summary>x_i ← 2^s·(sum + d_i·x_i) for all elements but the first, and their new sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UpdateRest<TWords>(
        ulong* halves, Poseidon2Schedule schedule, TWords sumLow, TWords sumHigh, out TWords restLow, out TWords restHigh)
        where TWords : unmanaged, IWords<TWords>
    {
        restLow = default;
        restHigh = default;
        for (int i = 1; i < schedule.Width; i++)
        {
            TWords diagonal = TWords.Broadcast(schedule.Diagonal[i]);
            LoadHalves(halves, i, out TWords low, out TWords high);
            low = sumLow + TWords.MultiplyLow(low, diagonal);
            high = sumHigh + TWords.MultiplyLow(high, diagonal);
            StoreHalves(halves, i, low, high);
            restLow += low;
            restHigh += high;
        }
    }

    /// <summary>Divides the scale 2^<paramref name="logScale"/> out of all elements but the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DivideRest<TWords>(ulong* halves, int width, int logScale, out TWords restLow, out TWords restHigh)
        where TWords : unmanaged, IWords<TWords>
    {
        restLow = default;
        restHigh = default;
        for (int i = 1; i < width; i++)
        {
            LoadHalves(halves, i, out TWords low, out TWords high);
            Loose<TWords>.DivideByPowerOfTwo(JoinLarge(low, high), logScale, out low, out high);
            StoreHalves(halves, i, low, high);
            restLow += low;
            restHigh += high;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DivideSbox<TWords>(TWords word, int count, out TWords low, out TWords high)
        where TWords : unmanaged, IWords<TWords>
    {
        Loose<TWords>.DivideByPowerOfTwo(word, count & 31, out low, out high);
        if (count >= 32)
        {
            // 1 / 2^32 ≡ 1 − 2^32, so (low, high) becomes (high + low, −low).
            TWords oldLow = low;
            low += high;
            high = default(TWords) - oldLow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWords JoinLarge<TWords>(TWords low, TWords high)
        where TWords : unmanaged, IWords<TWords> =>
        Loose<TWords>.Join(
            low + TWords.Broadcast(Poseidon2Schedule.LargeBiasLow),
            high + TWords.Broadcast(Poseidon2Schedule.LargeBiasHigh));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadHalves<TWords>(ulong* halves, int element, out TWords low, out TWords high)
        where TWords : unmanaged, IWords<TWords>
    {
        ulong* at = halves + element * 2 * TWords.Registers * TWords.Lanes;
        low = TWords.Load(at, TWords.Lanes);
        high = TWords.Load(at + TWords.Registers * TWords.Lanes, TWords.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves<TWords>(ulong* halves, int element, TWords low, TWords high)
        where TWords : unmanaged, IWords<TWords>
    {
        ulong* at = halves + element * 2 * TWords.Registers * TWords.Lanes;
        low.Store(at, TWords.Lanes);
        high.Store(at + TWords.Registers * TWords.Lanes, TWords.Lanes);
    }
}
