namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>How high the four tables are: 2^k, 2^k, 2^(k−1) and 2^(k−2) rows.</summary>
/// <remarks>The last one holds all limbs, so a limb has k − 2 bits: 16 at k = 18.</remarks>
public readonly record struct EntryBatchProfile
{
    /// <summary>With more, three limbs would reach p.</summary>
    private const int MaxLogHeight = 23;

    public EntryBatchProfile(int logHeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(logHeight, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logHeight, MaxLogHeight);
        LogHeight = logHeight;
    }

    /// <summary>k.</summary>
    public int LogHeight { get; }

    public int LogLimb => LogHeight - 2;

    public int MaxEntries => 1 << LogHeight;

    /// <summary>Of roots, sponge, limbs and range table.</summary>
    public int[] LogHeights => [LogHeight, LogHeight, LogHeight - 1, LogHeight - 2];
}
