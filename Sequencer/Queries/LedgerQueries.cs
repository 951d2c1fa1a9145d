using Rollup.Crypto;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Fees;
using Rollup.Sequencer.State;

namespace Rollup.Sequencer.Queries;

/// <summary>The heads of the log and of the chain of batches.</summary>
internal sealed record HeadsView(LogHead Log, AcceptedAt At, BatchHead Batch, long LastSeal, int OpenOperations, int Accounts);

/// <summary>Questions that the state in memory answers.</summary>
internal sealed class LedgerQueries(SequencerState state, FeeSchedule fees)
{
    public AccountView? Account(LeafIndex leaf)
    {
        lock (state.Gate)
        {
            Account account = state.Ledger[leaf];
            return account.IsEmpty ? null : new(leaf, account, state.SealedAccount(leaf));
        }
    }

    /// <summary>One account per listed token at most: the sequencer opens no second one.</summary>
    public IReadOnlyList<AccountView> Accounts(L2Address address)
    {
        lock (state.Gate)
        {
            return [.. LeavesOf(address).Select(leaf => new AccountView(leaf, state.Ledger[leaf], state.SealedAccount(leaf)))];
        }
    }

    public HeadsView Heads()
    {
        lock (state.Gate)
        {
            return new(state.Head, state.LastAt, state.Ledger.Head, state.Batches.LastSeal, state.OpenBatch.Count, state.Ledger.AccountCount);
        }
    }

    public FeeQuote Quote(OperationKind kind, TokenId token, L2Address? recipient)
    {
        lock (state.Gate)
        {
            bool opens = recipient is { } address && !state.Ledger.TryFindLeaf(address, token, out _);
            return fees.Quote(kind, token, opens);
        }
    }

    /// <summary>The account as of the last sealed batch, with its path; null when the tree stands between two batches just now.</summary>
    public AccountProofView? Proof(LeafIndex leaf)
    {
        lock (state.Gate)
        {
            Account account = state.SealedAccount(leaf);
            MerklePath path = state.Ledger.GetPath(leaf);
            Digest accountsRoot = path.RootOf(account.LeafDigest);
            bool isSealed = StateRoot.Of(accountsRoot, StateRoot.ReservedShieldedRoot) == state.Ledger.Head.Root;
            return isSealed ? new(leaf, account, state.Ledger.Head, accountsRoot, path) : null;
        }
    }

    /// <summary>Sequence numbers of the events that touched an address, newest first, below <paramref name="before"/>.</summary>
    public IReadOnlyList<long> History(L2Address address, long before, int count)
    {
        lock (state.Gate)
        {
            return [.. Merge(address, before).Take(count)];
        }
    }

    /// <summary>Sequence numbers from <paramref name="first"/> to before <paramref name="end"/> that touched an address, oldest first.</summary>
    public IReadOnlyList<long> Touched(L2Address address, long first, long end)
    {
        lock (state.Gate)
        {
            return [.. Merge(address, end).TakeWhile(s => s >= first).Reverse()];
        }
    }

    public IReadOnlyList<long> Candidates(OperationId id)
    {
        lock (state.Gate)
        {
            return state.Operations.Candidates(id);
        }
    }

    public BatchNumber? BatchOf(long sequence)
    {
        lock (state.Gate)
        {
            return state.Batches.BatchOf(sequence);
        }
    }

    /// <summary>The number of the event that sealed a batch; null if there is none.</summary>
    public long? SealOf(BatchNumber batch)
    {
        lock (state.Gate)
        {
            return state.Batches.SealOf(batch);
        }
    }

    /// <summary>Seals with numbers from <paramref name="first"/> to before <paramref name="end"/>, each with its batch's first event.</summary>
    public IReadOnlyList<(long First, long Sequence)> SealsIn(long first, long end)
    {
        lock (state.Gate)
        {
            return state.Batches.SealsIn(first, end);
        }
    }

    private IEnumerable<LeafIndex> LeavesOf(L2Address address)
    {
        foreach (TokenListing token in fees.Tokens)
        {
            if (state.Ledger.TryFindLeaf(address, token.Id, out LeafIndex leaf))
            {
                yield return leaf;
            }
        }
    }

    /// <summary>The histories of an address's leaves as one, newest first, each event once.</summary>
    private IEnumerable<long> Merge(L2Address address, long before)
    {
        var newest = new PriorityQueue<IEnumerator<long>, long>();
        foreach (LeafIndex leaf in LeavesOf(address))
        {
            Advance(newest, state.History.Before(leaf.Value, before).GetEnumerator());
        }

        long last = -1;
        while (newest.TryDequeue(out IEnumerator<long>? history, out _))
        {
            if (history.Current != last)
            {
                yield return last = history.Current;
            }

            Advance(newest, history);
        }
    }

    private static void Advance(PriorityQueue<IEnumerator<long>, long> newest, IEnumerator<long> history)
    {
        if (history.MoveNext())
        {
            newest.Enqueue(history, -history.Current);
        }
    }
}
