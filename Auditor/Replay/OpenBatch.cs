using Rollup.Protocol;

namespace Rollup.Auditor.Replay;

/// <summary>What the audit has seen of the batch that is not sealed yet.</summary>
internal sealed class OpenBatch
{
    private readonly List<Operation> _operations = [];
    private readonly List<OperationId> _ids = [];

    /// <summary>Fees paid and not yet collected, by token.</summary>
    public SortedDictionary<uint, ulong> Fees { get; } = [];

    /// <summary>Set by the batch's first operation.</summary>
    public ulong? Timestamp { get; set; }

    public long FirstSequence { get; private set; }

    /// <summary>Sequence number of the first collection of fees; null before it.</summary>
    public long? FirstCollection { get; private set; }

    public TokenId? LastCollected { get; private set; }

    public IReadOnlyList<Operation> Operations => _operations;

    public IReadOnlyList<OperationId> Ids => _ids;

    public int CollectionCount { get; private set; }

    public void Add(Operation operation, OperationId id, long sequence)
    {
        if (_operations.Count == 0)
        {
            FirstSequence = sequence;
        }

        if (operation is CollectFees collection)
        {
            FirstCollection ??= sequence;
            LastCollected = collection.Token;
            CollectionCount++;
        }

        _operations.Add(operation);
        _ids.Add(id);
    }

    public void Clear()
    {
        _operations.Clear();
        _ids.Clear();
        Fees.Clear();
        (Timestamp, FirstCollection, LastCollected, CollectionCount) = (null, null, null, 0);
    }
}
