using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>Poseidon2 on vectors of states, for one register width. <see cref="Poseidon2.Permute8(Span{Goldilocks})"/> is the plain twin.</summary>
/// <typeparam name="TOne">One register: used for the partial rounds of a group that stands alone.</typeparam>
/// <typeparam name="TFour">Four registers: four elements of a group in full rounds, four groups in partial rounds.</typeparam>
/// <remarks>
/// A group is <see cref="Poseidon2.Lanes"/> states, element-major. Where a register is narrower than a group, the kernel
/// runs over each part of the group. In full rounds the four elements that M4 mixes are one <typeparamref name="TFour"/>.
/// </remarks>
internal static unsafe partial class Poseidon2Kernel<TOne, TFour>
    where TOne : unmanaged, IWords<TOne>
    where TFour : unmanaged, IFourWords<TFour>
{
    private const int Alignment = 64;
    private const int MaxWidth = 12;
    private const int MaxGroups = 4;
    private const int FullSlots = 2 * (MaxWidth / 4) * MaxGroups;
    private const int HalfRounds = Poseidon2Constants.FullRounds / 2;

    /// <summary>Permutes <paramref name="groupCount"/> groups in place; the results are canonical.</summary>
    [SkipLocalsInit]
    internal static void Permute(ulong* groups, int groupCount, Poseidon2Schedule schedule)
    {
        // Vectors that straddle cache lines slow the kernel several times, and the runtime aligns the stack to 16 bytes only.
        byte* memory = stackalloc byte[Math.Max(FullSlots, PartialSlots) * sizeof(TFour) + Alignment];
        ulong* scratch = (ulong*)(((nuint)memory + Alignment - 1) & ~(nuint)(Alignment - 1));
        int groupLength = schedule.Width * Poseidon2.Lanes;

        for (int lane = 0; lane < Poseidon2.Lanes; lane += TOne.Lanes)
        {
            int group = 0;
            for (; group + MaxGroups <= groupCount; group += MaxGroups)
            {
                ulong* states = groups + group * groupLength + lane;
                FirstFullRounds(states, MaxGroups, scratch, schedule);
                PartialRounds<TFour>(states, scratch, schedule);
                LastFullRounds(states, MaxGroups, scratch, schedule);
            }

            for (; group < groupCount; group++)
            {
                ulong* states = groups + group * groupLength + lane;
                FirstFullRounds(states, 1, scratch, schedule);
                PartialRounds<TOne>(states, scratch, schedule);
                LastFullRounds(states, 1, scratch, schedule);
            }
        }
    }

    /// <summary>The external layer in front, four full rounds, and the first constant of the partial rounds.</summary>
    private static void FirstFullRounds(ulong* states, int groupCount, ulong* scratch, Poseidon2Schedule schedule)
    {
        int width = schedule.Width, quadCount = groupCount * (width / 4);
        ulong* constants = schedule.Layers;
        for (int quad = 0; quad < quadCount; quad++)
        {
            TFour words = TFour.Load(states + quad * 4 * Poseidon2.Lanes, Poseidon2.Lanes);
            StoreMixed(scratch, quad, words.LowHalves(), words >>> 32);
        }

        AddColumns(scratch, groupCount, width, constants);
        for (int round = 0; round < HalfRounds; round++)
        {
            constants += 2 * width;
            FullRound(scratch, groupCount, width, constants);
        }

        for (int quad = 0; quad < quadCount; quad++)
        {
            Get<TFour>(scratch, 2 * quad).Store(states + quad * 4 * Poseidon2.Lanes, Poseidon2.Lanes);
        }
    }

    /// <summary>Four full rounds, whose first constants the partial rounds have added.</summary>
    private static void LastFullRounds(ulong* states, int groupCount, ulong* scratch, Poseidon2Schedule schedule)
    {
        int width = schedule.Width, quadCount = groupCount * (width / 4);
        ulong* constants = schedule.Layers + 2 * width * HalfRounds;
        for (int quad = 0; quad < quadCount; quad++)
        {
            Put(scratch, 2 * quad, TFour.Load(states + quad * 4 * Poseidon2.Lanes, Poseidon2.Lanes));
        }

        for (int round = HalfRounds; round < 2 * HalfRounds; round++)
        {
            constants += 2 * width;
            FullRound(scratch, groupCount, width, constants);
        }

        for (int quad = 0; quad < quadCount; quad++)
        {
            Get<TFour>(scratch, 2 * quad).Canonical().Store(states + quad * 4 * Poseidon2.Lanes, Poseidon2.Lanes);
        }
    }

    /// <summary>S-boxes, the external layer, and the constants that follow it.</summary>
    /// <remarks>
    /// Words lie in the even values of the scratch memory. Three passes over it, each of one kind of work: the long chain of
    /// the S-box overlaps with the next one only if little else stands between them.
    /// </remarks>
    private static void FullRound(ulong* scratch, int groupCount, int width, ulong* constants)
    {
        int quadCount = groupCount * (width / 4);
        for (int quad = 0; quad < quadCount; quad++)
        {
            Loose<TFour>.Pow7Wide(Get<TFour>(scratch, 2 * quad), out TFour high, out TFour low);
            Put(scratch, 2 * quad, low);
            Put(scratch, 2 * quad + 1, high);
        }

        // The last product of x^7 is never reduced to a word: the linear layer takes its halves.
        for (int quad = 0; quad < quadCount; quad++)
        {
            TFour low = Get<TFour>(scratch, 2 * quad), high = Get<TFour>(scratch, 2 * quad + 1);
            StoreMixed(scratch, quad, Loose<TFour>.LowHalf(high, low), Loose<TFour>.HighHalf(high, low));
        }

        AddColumns(scratch, groupCount, width, constants);
    }

    /// <summary>The second step of the external layer: to each element the sum of its column, and a constant; as words.</summary>
    private static void AddColumns(ulong* scratch, int groupCount, int width, ulong* constants)
    {
        int quadsPerGroup = width / 4;
        for (int group = 0; group < groupCount; group++)
        {
            TFour sumLow = Get<TFour>(scratch, 0) + Get<TFour>(scratch, 2);
            TFour sumHigh = Get<TFour>(scratch, 1) + Get<TFour>(scratch, 3);
            if (quadsPerGroup == 3)
            {
                sumLow += Get<TFour>(scratch, 4);
                sumHigh += Get<TFour>(scratch, 5);
            }

            for (int quad = 0; quad < quadsPerGroup; quad++)
            {
                TFour low = Get<TFour>(scratch, 0) + sumLow + TFour.Broadcast(constants + 4 * quad);
                TFour high = Get<TFour>(scratch, 1) + sumHigh + TFour.Broadcast(constants + width + 4 * quad);
                Put(scratch, 0, Loose<TFour>.Join(low, high));
                scratch += Size<TFour>(2);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreMixed(ulong* scratch, int quad, TFour low, TFour high)
    {
        Put(scratch, 2 * quad, low.MultiplyM4());
        Put(scratch, 2 * quad + 1, high.MultiplyM4());
    }

    /// <summary>Words that <paramref name="count"/> values take in the scratch memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Size<TWords>(int count)
        where TWords : unmanaged, IWords<TWords> =>
        count * TWords.Registers * TWords.Lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWords Get<TWords>(ulong* scratch, int value)
        where TWords : unmanaged, IWords<TWords> =>
        TWords.Load(scratch + Size<TWords>(value), TWords.Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TWords>(ulong* scratch, int value, TWords words)
        where TWords : unmanaged, IWords<TWords> =>
        words.Store(scratch + Size<TWords>(value), TWords.Lanes);
}
