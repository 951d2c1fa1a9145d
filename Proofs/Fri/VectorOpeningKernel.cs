using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>The sums with products that are added up unreduced, see <see cref="WeightLimbs"/>.</summary>
internal sealed unsafe class VectorOpeningKernel<TPack, TWords> : OpeningKernel<TPack>
    where TPack : unmanaged, IPackedField<TPack>
    where TWords : unmanaged, IWords<TWords>
{
    /// <summary>Sums of the nine limbs with low halves, then with high halves.</summary>
    private const int SumCount = 2 * WeightLimbs.Count;

    /// <summary>Panels whose columns together make at most <see cref="WeightLimbs.MaxTerms"/> products.</summary>
    private const int PanelsAtOnce = WeightLimbs.MaxTerms / Row;

    [SkipLocalsInit]
    public override void AddRows(ulong* rows, int rowCount, ulong* limbs, CubicStrip sums)
    {
        ulong* partial = stackalloc ulong[SumCount * Row];
        for (int lane = 0; lane < Row; lane += TWords.Lanes)
        {
            AddProducts(rows + lane, Row, rowCount, limbs, isShared: true, partial + lane);
        }

        Reduce(partial, sums);
    }

    [SkipLocalsInit]
    public override void AddColumns(ulong* panels, long panelStride, int panelCount, int rowCount, ulong* limbs, CubicStrip sums)
    {
        ulong* partial = stackalloc ulong[Row * SumCount * Row];
        ulong* totals = stackalloc ulong[SumCount * Row];
        for (int start = 0; start < panelCount; start += PanelsAtOnce)
        {
            int count = Math.Min(PanelsAtOnce, panelCount - start);
            ulong* first = panels + start * panelStride;
            ulong* weights = limbs + start * WeightLimbs.Count * Row;
            for (int row = 0; row < rowCount; row += Row)
            {
                for (int i = 0; i < Row; i++)
                {
                    for (int lane = 0; lane < Row; lane += TWords.Lanes)
                    {
                        AddProducts(
                            first + (row + i) * Row + lane, (nint)panelStride, count, weights + lane, isShared: false, partial + i * SumCount * Row + lane);
                    }
                }

                SumAcrossColumns(partial, totals);
                Reduce(totals, sums.From(row));
            }
        }
    }

    /// <summary>The eighteen sums over <paramref name="count"/> products of one register of elements with its weights.</summary>
    /// <param name="step">Words from one factor to the next.</param>
    /// <param name="isShared">Weights are nine words, the same for all lanes; otherwise nine times eight, a word per column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts(ulong* factors, nint step, int count, ulong* limbs, bool isShared, ulong* sums)
    {
        TWords low0 = default, low1 = default, low2 = default, low3 = default, low4 = default, low5 = default, low6 = default, low7 = default, low8 = default;
        TWords high0 = default, high1 = default, high2 = default, high3 = default, high4 = default, high5 = default, high6 = default, high7 = default, high8 = default;
        nint limbStep = isShared ? 1 : Row;
        for (int i = 0; i < count; i++)
        {
            TWords low = TWords.Load(factors, 0);
            TWords high = low >>> 32;
            TWords limb = Limb(limbs, isShared);
            low0 += TWords.MultiplyLowHalves(low, limb);
            high0 += TWords.MultiplyLowHalves(high, limb);
            limb = Limb(limbs + limbStep, isShared);
            low1 += TWords.MultiplyLowHalves(low, limb);
            high1 += TWords.MultiplyLowHalves(high, limb);
            limb = Limb(limbs + 2 * limbStep, isShared);
            low2 += TWords.MultiplyLowHalves(low, limb);
            high2 += TWords.MultiplyLowHalves(high, limb);
            limb = Limb(limbs + 3 * limbStep, isShared);
            low3 += TWords.MultiplyLowHalves(low, limb);
            high3 += TWords.MultiplyLowHalves(high, limb);
            limb = Limb(limbs + 4 * limbStep, isShared);
            low4 += TWords.MultiplyLowHalves(low, limb);
            high4 += TWords.MultiplyLowHalves(high, limb);
            limb = Limb(limbs + 5 * limbStep, isShared);
            low5 += TWords.MultiplyLowHalves(low, limb);
            high5 += TWords.MultiplyLowHalves(high, limb);
            limb = Limb(limbs + 6 * limbStep, isShared);
            low6 += TWords.MultiplyLowHalves(low, limb);
            high6 += TWords.MultiplyLowHalves(high, limb);
            limb = Limb(limbs + 7 * limbStep, isShared);
            low7 += TWords.MultiplyLowHalves(low, limb);
            high7 += TWords.MultiplyLowHalves(high, limb);
            limb = Limb(limbs + 8 * limbStep, isShared);
            low8 += TWords.MultiplyLowHalves(low, limb);
            high8 += TWords.MultiplyLowHalves(high, limb);
            factors += step;
            limbs += WeightLimbs.Count * limbStep;
        }

        low0.Store(sums, 0);
        low1.Store(sums + Row, 0);
        low2.Store(sums + 2 * Row, 0);
        low3.Store(sums + 3 * Row, 0);
        low4.Store(sums + 4 * Row, 0);
        low5.Store(sums + 5 * Row, 0);
        low6.Store(sums + 6 * Row, 0);
        low7.Store(sums + 7 * Row, 0);
        low8.Store(sums + 8 * Row, 0);
        high0.Store(sums + 9 * Row, 0);
        high1.Store(sums + 10 * Row, 0);
        high2.Store(sums + 11 * Row, 0);
        high3.Store(sums + 12 * Row, 0);
        high4.Store(sums + 13 * Row, 0);
        high5.Store(sums + 14 * Row, 0);
        high6.Store(sums + 15 * Row, 0);
        high7.Store(sums + 16 * Row, 0);
        high8.Store(sums + 17 * Row, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWords Limb(ulong* limb, bool isShared) => isShared ? TWords.Broadcast(*limb) : TWords.Load(limb, 0);

    /// <summary>From eight rows of sums with a lane per column to sums with a lane per row.</summary>
    private static void SumAcrossColumns(ulong* partial, ulong* totals)
    {
        ulong* columns = stackalloc ulong[Row * Row];
        VectorPath path = TWords.Lanes == Row ? VectorPath.Avx512 : VectorPath.Avx2;
        for (int sum = 0; sum < SumCount; sum++)
        {
            LaneTranspose.Transpose((Goldilocks*)partial + sum * Row, SumCount * Row, (Goldilocks*)columns, path);
            for (int lane = 0; lane < Row; lane += TWords.Lanes)
            {
                TWords total = TWords.Load(columns + lane, 0);
                for (int column = 1; column < Row; column++)
                {
                    total += TWords.Load(columns + column * Row + lane, 0);
                }

                total.Store(totals + sum * Row + lane, 0);
            }
        }
    }

    /// <summary>Adds the eighteen sums, each counted in its unit, to a strip of eight.</summary>
    private static void Reduce(ulong* sums, CubicStrip results)
    {
        for (int lane = 0; lane < Row; lane += TPack.Width)
        {
            for (int coefficient = 0; coefficient < GoldilocksCubic.Degree; coefficient++)
            {
                Goldilocks* result = (Goldilocks*)results.Coefficient(coefficient) + lane;
                TPack total = TPack.Load(result);
                for (int limb = 0; limb < 3; limb++)
                {
                    Goldilocks* low = (Goldilocks*)sums + (3 * coefficient + limb) * Row + lane;
                    total += TPack.Load(low) * Units.Low[limb] + TPack.Load(low + WeightLimbs.Count * Row) * Units.High[limb];
                }

                total.Store(result);
            }
        }
    }

    private static class Units
    {
        public static readonly Goldilocks[] Low = [WeightLimbs.LowUnit(0), WeightLimbs.LowUnit(1), WeightLimbs.LowUnit(2)];
        public static readonly Goldilocks[] High = [WeightLimbs.HighUnit(0), WeightLimbs.HighUnit(1), WeightLimbs.HighUnit(2)];
    }
}
