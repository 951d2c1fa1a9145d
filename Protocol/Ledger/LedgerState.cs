using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Rollup.Protocol;

/// <summary>The state of the rollup in memory: a fold over the operations stream, with one writer.</summary>
/// <remarks>
/// Checking and applying touch dictionaries only. Tree nodes are hashed when a root is asked for, which is once per batch;
/// the tree is a cache over the accounts, and <see cref="SealRoot"/> brings it up to date.
/// </remarks>
public sealed partial class LedgerState
{
    private readonly AccountStore _accounts = new();
    private readonly AccountIndex _index;
    private readonly AccountTree _tree = new();
    private readonly HashSet<LeafIndex> _changedSinceRoot = [];
    private readonly TokenTotals _fees = new();
    private readonly TokenTotals _supply = new();
    private LedgerCounters _counters;

    /// <summary>The genesis state.</summary>
    public LedgerState(ChainContext context)
        : this(context, BatchHead.Genesis(context), nextQueueIndex: 0)
    {
    }

    private LedgerState(ChainContext context, BatchHead head, ulong nextQueueIndex)
    {
        Context = context;
        _index = new(_accounts);
        _counters = new(new(1), nextQueueIndex, null, null, 0, head);
    }

    public ChainContext Context { get; }

    /// <summary>The last sealed batch.</summary>
    public BatchHead Head => _counters.Head;

    public ulong NextQueueIndex => _counters.NextQueueIndex;

    /// <summary>The open batch's timestamp in Unix seconds; null when the next operation opens a batch.</summary>
    public ulong? OpenBatchTimestamp => _counters.BatchTimestamp;

    /// <summary>Number of opened leaves.</summary>
    public int AccountCount => _accounts.Count;

    /// <summary>The lowest leaf that a new account would take; null when all 2^32 − 1 are taken.</summary>
    public LeafIndex? LowestFreeLeaf => _counters.LowestFree.IsReserved ? null : _counters.LowestFree;

    /// <summary>Fees of the open batch that are not collected yet, tokens ascending.</summary>
    public IReadOnlyCollection<KeyValuePair<TokenId, ulong>> PendingFees => _fees.InOrder;

    /// <summary>The account at a leaf, <see cref="Account.Empty"/> if it was never opened.</summary>
    public Account this[LeafIndex leaf] => _accounts[leaf];

    /// <summary>Every opened leaf in ascending order.</summary>
    public IEnumerable<LeafUpdate> Accounts => _accounts.InOrder();

    /// <summary>The lowest leaf of this address and token: the one that receives transfers.</summary>
    public bool TryFindLeaf(L2Address address, TokenId token, out LeafIndex leaf) => _index.TryFind(address, token, out leaf);

    /// <summary>What the rollup holds of a token: all balances and the fees not yet collected.</summary>
    public ulong SupplyOf(TokenId token) => _supply[token];

    /// <summary>The timestamp of the batch in which an operation accepted now would stand, in Unix seconds.</summary>
    /// <remarks>The open batch's; else the operation opens one, whose time never falls below the previous batch's.</remarks>
    public ulong BatchTimestampAt(AcceptedAt at) => _counters.BatchTimestamp ?? Math.Max(at.UnixSeconds, Head.Timestamp);

    /// <summary>Rebuilds a state that stands between two batches from its accounts. The root is not compared with the head's.</summary>
    /// <param name="accounts">Opened leaves in strictly ascending order.</param>
    /// <param name="fault">What was expected: a leaf is reserved, empty or out of order, or a number is too large.</param>
    public static bool TryRestore(
        ChainContext context,
        BatchHead head,
        ulong nextQueueIndex,
        ReadOnlySpan<LeafUpdate> accounts,
        [NotNullWhen(true)] out LedgerState? state,
        [NotNullWhen(false)] out string? fault)
    {
        state = null;
        var restored = new LedgerState(context, head, nextQueueIndex);
        restored._index.EnsureCapacity(accounts.Length);
        LeafIndex previous = LeafIndex.Reserved;
        foreach ((LeafIndex leaf, Account account) in accounts)
        {
            ulong supply = restored._supply[account.Token];
            if (leaf <= previous || account.IsEmpty || account.Nonce > ProtocolLimits.MaxNonce
                || account.Balance > ProtocolLimits.MaxBalance || account.Balance > ulong.MaxValue - supply)
            {
                fault = $"expected an opened leaf above {previous} with numbers in range, not leaf {leaf} with {account}";
                return false;
            }

            restored._accounts.Set(leaf, account);
            restored._index.Add(leaf);
            restored._supply[account.Token] = supply + account.Balance;
            previous = leaf;
        }

        restored._tree.Update(accounts);

        restored.AdvanceLowestFree();
        (state, fault) = (restored, null);
        return true;
    }

    /// <summary>Brings the tree up to date and returns the state root.</summary>
    public StateRoot SealRoot()
    {
        FlushToTree();
        return StateRoot.Of(_tree.Root, StateRoot.ReservedShieldedRoot);
    }

    /// <summary>A leaf's path in the tree of the last root that was computed.</summary>
    public MerklePath GetPath(LeafIndex leaf) => _tree.GetPath(leaf);

    /// <summary>The root after these fee collections, which are not applied: they may still fail to reach the log.</summary>
    internal StateRoot RootAfter(IReadOnlyList<CollectFees> collections)
    {
        FlushToTree();
        LeafUpdate[] updates = [.. collections.Select(c => new LeafUpdate(c.Leaf, Credited(c))).OrderBy(u => u.Index)];
        _tree.Update(updates);

        // The tree is now ahead of the accounts by these leaves; the next root puts them right either way.
        _changedSinceRoot.UnionWith(updates.Select(u => u.Index));
        return StateRoot.Of(_tree.Root, StateRoot.ReservedShieldedRoot);
    }

    private Account Credited(CollectFees fees)
    {
        Account account = fees.Opens ? new(fees.Address, fees.Token, 0, 0) : _accounts[fees.Leaf];
        return account with { Balance = account.Balance + fees.Amount };
    }

    private void FlushToTree()
    {
        int count = _changedSinceRoot.Count;
        LeafIndex[] leaves = ArrayPool<LeafIndex>.Shared.Rent(count);
        LeafUpdate[] updates = ArrayPool<LeafUpdate>.Shared.Rent(count);
        _changedSinceRoot.CopyTo(leaves);
        Array.Sort(leaves, 0, count);
        for (int i = 0; i < count; i++)
        {
            updates[i] = new(leaves[i], _accounts[leaves[i]]);
        }

        _tree.Update(updates.AsSpan(0, count));
        _changedSinceRoot.Clear();
        ArrayPool<LeafIndex>.Shared.Return(leaves);
        ArrayPool<LeafUpdate>.Shared.Return(updates);
    }

    /// <summary>Leaves never close, so the lowest free one only moves up, except when a group is rolled back.</summary>
    private void AdvanceLowestFree()
    {
        uint leaf = _counters.LowestFree.Value;
        while (leaf != 0 && !_accounts[new(leaf)].IsEmpty)
        {
            leaf = unchecked(leaf + 1); // past the last leaf comes 0, which stands for "none"
        }

        _counters = _counters with { LowestFree = new(leaf) };
    }
}
