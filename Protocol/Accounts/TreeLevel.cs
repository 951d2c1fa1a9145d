using System.Runtime.InteropServices;
using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>The nodes of one height, stored in pages that exist only where a node differs from the empty subtree.</summary>
/// <remarks>
/// Leaves fill from the left, so pages are nearly always full; they are small because a proof accepts any free leaf, and
/// one far away must not cost much: 32 levels of 2 KiB.
/// </remarks>
internal sealed class TreeLevel(int height)
{
    private const int LogPageSize = 6;
    private const uint PageMask = (1u << LogPageSize) - 1;

    private readonly Dictionary<uint, Digest[]> _pages = [];
    private readonly Digest _empty = EmptySubtrees.AtHeight(height);

    public Digest this[uint index]
    {
        get => _pages.TryGetValue(index >> LogPageSize, out Digest[]? page) ? page[index & PageMask] : _empty;
        set
        {
            ref Digest[]? page = ref CollectionsMarshal.GetValueRefOrAddDefault(_pages, index >> LogPageSize, out _);
            page ??= NewPage();
            page[index & PageMask] = value;
        }
    }

    private Digest[] NewPage()
    {
        var page = new Digest[1 << LogPageSize];
        Array.Fill(page, _empty);
        return page;
    }
}
