using System.Runtime.InteropServices;

namespace Rollup.Protocol;

/// <summary>Accounts by leaf, in pages that exist only where a leaf was opened.</summary>
internal sealed class AccountStore
{
    private const int LogPageSize = 8;
    private const uint PageMask = (1u << LogPageSize) - 1;

    private readonly Dictionary<uint, Account[]> _pages = [];

    /// <summary>Number of opened leaves.</summary>
    public int Count { get; private set; }

    public Account this[LeafIndex leaf] =>
        _pages.TryGetValue(leaf.Value >> LogPageSize, out Account[]? page) ? page[leaf.Value & PageMask] : Account.Empty;

    public void Set(LeafIndex leaf, Account account)
    {
        ref Account[]? page = ref CollectionsMarshal.GetValueRefOrAddDefault(_pages, leaf.Value >> LogPageSize, out _);
        page ??= new Account[1 << LogPageSize];
        ref Account slot = ref page[leaf.Value & PageMask];
        Count += (account.IsEmpty ? 0 : 1) - (slot.IsEmpty ? 0 : 1);
        slot = account;
    }

    /// <summary>Every opened leaf in ascending order.</summary>
    public IEnumerable<LeafUpdate> InOrder()
    {
        uint[] pages = [.. _pages.Keys];
        Array.Sort(pages);
        foreach (uint number in pages)
        {
            Account[] page = _pages[number];
            for (uint i = 0; i < page.Length; i++)
            {
                if (!page[i].IsEmpty)
                {
                    yield return new(new(number << LogPageSize | i), page[i]);
                }
            }
        }
    }
}
