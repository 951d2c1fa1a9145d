using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>The sums as they are defined, one element at a time: the reference for <see cref="VectorOpeningKernel{TPack, TWords}"/>.</summary>
internal sealed unsafe class PlainOpeningKernel : OpeningKernel<PackedGoldilocks1>
{
    public override void AddRows(ulong* rows, int rowCount, ulong* limbs, CubicStrip sums)
    {
        for (int row = 0; row < rowCount; row++)
        {
            GoldilocksCubic weight = WeightLimbs.Join(limbs + row * WeightLimbs.Count, 1);
            for (int column = 0; column < Row; column++)
            {
                sums[column] += weight * new Goldilocks(rows[row * Row + column]);
            }
        }
    }

    public override void AddColumns(ulong* panels, long panelStride, int panelCount, int rowCount, ulong* limbs, CubicStrip sums)
    {
        for (int panel = 0; panel < panelCount; panel++)
        {
            for (int column = 0; column < Row; column++)
            {
                GoldilocksCubic weight = WeightLimbs.Join(limbs + panel * WeightLimbs.Count * Row + column, Row);
                for (int row = 0; row < rowCount; row++)
                {
                    sums[row] += weight * new Goldilocks(panels[panel * panelStride + row * Row + column]);
                }
            }
        }
    }
}
