namespace Rollup.Protocol;

/// <summary>The operations of the open batch, and how much more it can take.</summary>
/// <remarks>
/// A batch closes when one more operation, with the collection of its fees, would pass the largest rung's operations or fee
/// places or 120,000 bytes of public data; or earlier, by time, which is the caller's business.
/// </remarks>
public sealed class BatchBuilder(CapacityRung largest)
{
    private static readonly int CollectionSlots = PublicDataSlots.Count(OperationKind.CollectFees);

    private readonly List<Operation> _operations = [];
    private readonly List<OperationId> _ids = [];
    private readonly Dictionary<TokenId, int> _feeTokens = []; // how many operations pay in each
    private int _slots;

    /// <summary>The rung that no batch of this builder passes.</summary>
    public CapacityRung Largest { get; } = largest;

    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>One per operation; <see cref="OperationId.None"/> where nobody signs.</summary>
    public IReadOnlyList<OperationId> Ids => _ids;

    public int Count => _operations.Count;

    public bool IsEmpty => _operations.Count == 0;

    /// <summary>True when not even a plain transfer without a fee fits.</summary>
    public bool IsFull => IsFullFor(Largest);

    /// <summary>Public data of the batch if it were sealed now, collections of fees included.</summary>
    public int PublicDataBytes => PublicDataSlots.SlotBytes * (_slots + CollectionSlots * _feeTokens.Count);

    /// <summary>The smallest rung that holds the batch.</summary>
    public CapacityRung Rung => CapacityRung.Ladder.First(rung => rung.Holds(Count, _feeTokens.Count));

    /// <summary>Whether this operation, with the collection of its fee, still fits.</summary>
    public bool CanTake(Operation operation) => CanTake(operation, Largest);

    /// <summary>The same for a producer who wants no batch to pass a smaller rung.</summary>
    public bool CanTake(Operation operation, CapacityRung rung)
    {
        int feeTokens = _feeTokens.Count + (FeeOf(operation) is { } token && !_feeTokens.ContainsKey(token) ? 1 : 0);
        return Fits(rung, Count + 1, feeTokens, _slots + PublicDataSlots.Count(operation.Kind));
    }

    /// <inheritdoc cref="IsFull"/>
    public bool IsFullFor(CapacityRung rung) => !Fits(rung, Count + 1, _feeTokens.Count, _slots + PublicDataSlots.Count(OperationKind.Transfer));

    /// <summary>Adds the next user or queue operation.</summary>
    /// <param name="id">The operation's id; <see cref="OperationId.None"/> where nobody signs.</param>
    /// <exception cref="InvalidOperationException">It does not fit: the caller skipped <see cref="CanTake(Operation)"/>.</exception>
    public void Add(Operation operation, OperationId id)
    {
        if (operation is CollectFees || !CanTake(operation))
        {
            throw new InvalidOperationException($"{operation} does not fit a batch of {Count} operations and {PublicDataBytes} bytes.");
        }

        _operations.Add(operation);
        _ids.Add(id);
        _slots += PublicDataSlots.Count(operation.Kind);
        if (FeeOf(operation) is { } token)
        {
            _feeTokens[token] = _feeTokens.GetValueOrDefault(token) + 1;
        }
    }

    /// <summary>Drops the last operations: they were only tried, or the log refused the group they came in.</summary>
    /// <param name="count">How many stay.</param>
    public void Truncate(int count)
    {
        while (Count > count)
        {
            RemoveLast();
        }
    }

    /// <summary>Starts the next batch.</summary>
    public void Clear()
    {
        _operations.Clear();
        _ids.Clear();
        _feeTokens.Clear();
        _slots = 0;
    }

    private void RemoveLast()
    {
        Operation last = _operations[^1];
        _operations.RemoveAt(Count - 1);
        _ids.RemoveAt(_ids.Count - 1);
        _slots -= PublicDataSlots.Count(last.Kind);
        if (FeeOf(last) is { } token && --_feeTokens[token] == 0)
        {
            _feeTokens.Remove(token);
        }
    }

    private static bool Fits(CapacityRung rung, int operations, int feeTokens, int slots) =>
        rung.Holds(operations, feeTokens) && slots + CollectionSlots * feeTokens <= PublicDataSlots.MaxSlots;

    /// <summary>The token in which an operation pays a fee, if it pays one.</summary>
    private static TokenId? FeeOf(Operation operation)
    {
        ISignedIntent? intent = operation switch
        {
            Transfer transfer => transfer.Intent,
            Withdrawal withdrawal => withdrawal.Intent,
            _ => null,
        };
        return intent is { Fee: > 0 } ? intent.Token : null;
    }
}
