namespace Rollup.Protocol;

/// <summary>Turns what was asked for into what will be logged: finds each recipient's leaf, or the free one that is opened.</summary>
public sealed partial class LedgerState
{
    /// <summary>The operation that a checked request becomes in this state.</summary>
    public Operation Resolve(SignedOperation operation) => operation switch
    {
        SignedTransfer { Transfer: var intent } => Resolve(intent),
        SignedWithdrawal { Withdrawal: var intent } => new Withdrawal(intent),
        _ => throw new ArgumentException($"Unknown operation {operation.GetType()}.", nameof(operation)),
    };

    /// <summary>The next queue entry as a deposit.</summary>
    public Deposit ResolveDeposit(ulong queueIndex, L2Address address, TokenId token, ulong amount, EthereumAddress refund)
    {
        (LeafIndex leaf, bool opens) = FindOrOpen(address, token);
        return new(queueIndex, leaf, opens, address, token, amount, refund);
    }

    /// <summary>The next queue entry as a forced exit: burns the whole balance where leaf, address and token match.</summary>
    public ForcedExit ResolveForcedExit(ulong queueIndex, LeafIndex leaf, L2Address address, TokenId token, EthereumAddress payee) =>
        new(queueIndex, leaf, address, token, BalanceToBurn(leaf, address, token), payee);

    /// <summary>One collection for each token with pending fees, tokens ascending; leaves the state as it is.</summary>
    /// <param name="operatorAddress">Who receives the fees.</param>
    public IReadOnlyList<CollectFees> ResolveFees(L2Address operatorAddress)
    {
        var collections = new List<CollectFees>(_fees.Count);
        uint free = _counters.LowestFree.Value;
        foreach ((TokenId token, ulong amount) in _fees.InOrder)
        {
            if (_index.TryFind(operatorAddress, token, out LeafIndex leaf))
            {
                collections.Add(new(leaf, Opens: false, operatorAddress, token, amount));
            }
            else
            {
                collections.Add(new(new(free), Opens: true, operatorAddress, token, amount));
                free = NextFree(free);
            }
        }

        return collections;
    }

    private Transfer Resolve(TransferIntent intent)
    {
        (LeafIndex leaf, bool opens) = FindOrOpen(intent.Recipient, intent.Token);
        return new(intent, leaf, opens);
    }

    private (LeafIndex Leaf, bool Opens) FindOrOpen(L2Address address, TokenId token) =>
        _index.TryFind(address, token, out LeafIndex leaf)
            ? (leaf, false)
            : (LowestFreeLeaf ?? throw new InvalidTransitionException("No leaf is free."), true);

    private ulong BalanceToBurn(LeafIndex leaf, L2Address address, TokenId token)
    {
        Account account = _accounts[leaf];
        return account.Belongs(address, token) ? account.Balance : 0;
    }

    private uint NextFree(uint leaf)
    {
        do
        {
            leaf = checked(leaf + 1);
        }
        while (!_accounts[new(leaf)].IsEmpty);

        return leaf;
    }
}
