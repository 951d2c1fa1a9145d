namespace Rollup.Protocol;

/// <summary>
/// Groups: the writer applies operations one on top of the other before one append writes them all, and takes the whole
/// group back when the log refuses it.
/// </summary>
public sealed partial class LedgerState
{
    private readonly List<Undo> _undo = [];
    private LedgerCounters? _countersBeforeGroup;

    /// <summary>From now on changes can be taken back.</summary>
    /// <exception cref="InvalidOperationException">A group is open.</exception>
    public void BeginGroup()
    {
        RequireGroup(open: false);
        _countersBeforeGroup = _counters;
    }

    /// <summary>The group is on stable storage.</summary>
    /// <exception cref="InvalidOperationException">No group is open.</exception>
    public void CommitGroup()
    {
        RequireGroup(open: true);
        EndGroup();
    }

    /// <summary>Takes back everything since <see cref="BeginGroup"/>.</summary>
    /// <exception cref="InvalidOperationException">No group is open.</exception>
    public void RollBackGroup()
    {
        RequireGroup(open: true);
        LedgerCounters before = _countersBeforeGroup!.Value;
        for (int i = _undo.Count - 1; i >= 0; i--)
        {
            TakeBack(_undo[i]);
        }

        _counters = before;
        EndGroup();
    }

    private void EndGroup()
    {
        _undo.Clear();
        _countersBeforeGroup = null;
    }

    private void RequireGroup(bool open)
    {
        if (_countersBeforeGroup.HasValue != open)
        {
            throw new InvalidOperationException(open ? "No group is open." : "A group is open already.");
        }
    }

    private void SetAccount(LeafIndex leaf, Account account)
    {
        Account before = _accounts[leaf];
        _accounts.Set(leaf, account);
        _changedSinceRoot.Add(leaf);
        LeafIndex indexed = LeafIndex.Reserved;
        if (before.IsEmpty)
        {
            _index.TryFind(account.Address, account.Token, out indexed);
            _index.Add(leaf);
            AdvanceLowestFree();
        }

        Remember(new(UndoKind.Account, leaf.Value, before, indexed, 0));
    }

    private void SetFees(TokenId token, ulong total)
    {
        Remember(new(UndoKind.Fees, token.Value, default, default, _fees[token]));
        _fees[token] = total;
    }

    private void SetSupply(TokenId token, ulong total)
    {
        Remember(new(UndoKind.Supply, token.Value, default, default, _supply[token]));
        _supply[token] = total;
    }

    private void Remember(Undo undo)
    {
        if (_countersBeforeGroup.HasValue)
        {
            _undo.Add(undo);
        }
    }

    private void TakeBack(Undo undo)
    {
        switch (undo.Kind)
        {
            case UndoKind.Fees:
                _fees[new(undo.Key)] = undo.Total;
                break;
            case UndoKind.Supply:
                _supply[new(undo.Key)] = undo.Total;
                break;
            default:
                var leaf = new LeafIndex(undo.Key);
                if (undo.Account.IsEmpty)
                {
                    _index.Remove(leaf, undo.Indexed); // while the account still says where it is indexed
                }

                _accounts.Set(leaf, undo.Account);
                _changedSinceRoot.Add(leaf);
                break;
        }
    }

    private enum UndoKind
    {
        Account,
        Fees,
        Supply,
    }

    /// <param name="Key">A leaf or a token.</param>
    /// <param name="Account">The leaf before the change.</param>
    /// <param name="Indexed">The leaf that the index named for a new account's owner, if any.</param>
    /// <param name="Total">The token's sum before the change.</param>
    private readonly record struct Undo(UndoKind Kind, uint Key, Account Account, LeafIndex Indexed, ulong Total);
}
