using System.Numerics;

namespace Rollup.Protocol;

/// <summary>Finds the lowest leaf of an (address, token): open addressing over leaf numbers, the keys stay in the accounts.</summary>
/// <remarks>
/// A dictionary would hold every address a second time, 60 MB for a million accounts instead of 8. The hash is seeded per
/// process, because senders choose recipients' addresses freely and could pile them up; the order of the table reaches
/// nothing outside this class.
/// </remarks>
internal sealed class AccountIndex(AccountStore accounts)
{
    private const uint Free = 0; // leaf 0 is reserved, so no entry has this value

    private uint[] _slots = new uint[1024];
    private int _count;

    public bool TryFind(L2Address address, TokenId token, out LeafIndex leaf)
    {
        leaf = new(_slots[SlotOf(address, token)]);
        return !leaf.IsReserved;
    }

    /// <summary>Enters a leaf that the accounts already hold. A lower leaf of the same owner stays.</summary>
    public void Add(LeafIndex leaf)
    {
        Account account = accounts[leaf];
        int slot = SlotOf(account.Address, account.Token);
        if (_slots[slot] != Free)
        {
            _slots[slot] = Math.Min(_slots[slot], leaf.Value);
            return;
        }

        _slots[slot] = leaf.Value;
        EnsureCapacity(++_count);
    }

    /// <summary>Makes room for this many owners at a load of at most one half.</summary>
    public void EnsureCapacity(int count)
    {
        if (count > _slots.Length / 2)
        {
            Resize((int)BitOperations.RoundUpToPowerOf2(2 * (uint)count));
        }
    }

    /// <summary>Removes a leaf that the accounts still hold, or puts another of the same owner in its place.</summary>
    /// <param name="replacement">The owner's lowest other leaf, or the reserved one when there is none.</param>
    public void Remove(LeafIndex leaf, LeafIndex replacement)
    {
        Account account = accounts[leaf];
        int slot = SlotOf(account.Address, account.Token);
        if (_slots[slot] != leaf.Value)
        {
            return;
        }

        _slots[slot] = replacement.Value;
        if (replacement.IsReserved)
        {
            _count--;
            CloseGap(slot);
        }
    }

    /// <summary>Moves later entries of the run back, so that every entry stays reachable from its home slot.</summary>
    private void CloseGap(int gap)
    {
        int mask = _slots.Length - 1;
        for (int slot = gap + 1 & mask; _slots[slot] != Free; slot = slot + 1 & mask)
        {
            int home = Home(accounts[new(_slots[slot])]);
            bool reachesGap = (slot - home & mask) >= (slot - gap & mask);
            if (reachesGap)
            {
                _slots[gap] = _slots[slot];
                _slots[slot] = Free;
                gap = slot;
            }
        }
    }

    private int SlotOf(L2Address address, TokenId token)
    {
        int mask = _slots.Length - 1;
        int slot = Hash(address, token) & mask;
        while (_slots[slot] != Free && !accounts[new(_slots[slot])].Belongs(address, token))
        {
            slot = slot + 1 & mask;
        }

        return slot;
    }

    private int Home(Account account) => Hash(account.Address, account.Token) & (_slots.Length - 1);

    private static int Hash(L2Address address, TokenId token) =>
        HashCode.Combine(address.Value.E0, address.Value.E1, address.Value.E2, address.Value.E3, token);

    private void Resize(int length)
    {
        uint[] old = _slots;
        _slots = new uint[length];
        foreach (uint leaf in old)
        {
            if (leaf != Free)
            {
                Account account = accounts[new(leaf)];
                _slots[SlotOf(account.Address, account.Token)] = leaf;
            }
        }
    }
}
