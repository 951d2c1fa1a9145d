namespace Rollup.Proofs.Transforms;

/// <summary>Transforms of consecutive rows of one panel, a power of two of them.</summary>
/// <remarks>
/// Depth first: a block that exceeds the first-level cache is split in four, and each part is finished before the next is
/// touched. Longer steps through memory (several layers at once on strips far apart) were tried for long columns and were
/// slower: strips at distances of a power of two fall into the same few sets of the caches.
/// </remarks>
internal sealed unsafe partial class BlockTransform(PanelKernel kernel)
{
    private const int Row = PanelKernel.Row;

    /// <summary>Rows (of 64 bytes) that stay in the first-level cache together with the constants.</summary>
    private const int CachedRows = 1 << 8;

    /// <summary>From here on it pays to share the work.</summary>
    private const int SharedRows = 1 << 13;

    /// <summary>Rows of a layer that one work item takes.</summary>
    private const int RangeRows = 1 << 11;

    private static void CopyRows(ulong* from, ulong* to, int count)
    {
        if (from != to)
        {
            new Span<ulong>(from, count * Row).CopyTo(new(to, count * Row));
        }
    }

    private static Strips Halves(ulong* block, nint half) => new(block, block + half, null, null, Row);

    /// <summary>The quarters of a block.</summary>
    private static Strips Quarters(ulong* block, nint quarter, nint step) =>
        new(block, block + quarter * Row, block + 2 * quarter * Row, block + 3 * quarter * Row, step);
}
