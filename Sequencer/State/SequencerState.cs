using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.ReadModels;

namespace Rollup.Sequencer.State;

/// <summary>Everything the sequencer knows: a pure fold over the operations stream, and nothing else.</summary>
/// <remarks>
/// The writer applies an event only once it is on stable storage, so readers never see what a crash could take back. All
/// members are read and changed under <see cref="Gate"/>, which nobody holds across an await.
/// </remarks>
internal sealed class SequencerState
{
    private readonly Dictionary<LeafIndex, Account> _sealedAccounts = [];

    public SequencerState(ChainContext context)
        : this(new LedgerState(context), LogHead.Genesis(context), default, new OperationIndex(), new HistoryIndex(), new BatchIndex())
    {
    }

    /// <summary>A state that stands right after a batch was sealed.</summary>
    public SequencerState(
        LedgerState ledger, LogHead head, AcceptedAt lastAt, OperationIndex operations, HistoryIndex history, BatchIndex batches)
    {
        (Ledger, Head, LastAt, Operations, History, Batches) = (ledger, head, lastAt, operations, history, batches);
    }

    public Lock Gate { get; } = new();

    public LedgerState Ledger { get; }

    /// <summary>Whatever the log holds fits here; how large a batch may become is the writer's business.</summary>
    public BatchBuilder OpenBatch { get; } = new(CapacityRung.Largest);

    public LogHead Head { get; private set; }

    /// <summary>The newest event's time; zero before the first.</summary>
    public AcceptedAt LastAt { get; private set; }

    public OperationIndex Operations { get; }

    public HistoryIndex History { get; }

    public BatchIndex Batches { get; }

    /// <summary>An account as the last sealed batch left it.</summary>
    public Account SealedAccount(LeafIndex leaf) => _sealedAccounts.TryGetValue(leaf, out Account account) ? account : Ledger[leaf];

    /// <summary>Applies the next event.</summary>
    /// <exception cref="InvalidTransitionException">The rules do not allow it.</exception>
    public void Apply(RollupEvent @event, EventMetadata metadata)
    {
        if (metadata.Sequence != Head.NextSequence || metadata.Previous != Head.Hash || @event.At < LastAt)
        {
            throw new InvalidTransitionException(
                $"Event {metadata.Sequence} of {@event.At} after {metadata.Previous} does not follow event {Head.Sequence} of {LastAt} with hash {Head.Hash}.");
        }

        switch (@event)
        {
            case OperationEvent operation:
                Apply(operation, metadata.Sequence);
                break;
            case BatchSealed sealing:
                Apply(sealing, metadata.Sequence);
                break;
            default:
                // Skipping an event we do not know would rebuild a different state root.
                throw new InvalidTransitionException($"{@event.Type} is no event of the operations stream.");
        }

        Head = new(metadata.Sequence, metadata.Hash);
        LastAt = @event.At;
    }

    private void Apply(OperationEvent @event, long sequence)
    {
        foreach (LeafIndex leaf in LeavesOf(@event.Operation))
        {
            _sealedAccounts.TryAdd(leaf, Ledger[leaf]);
            History.Add(leaf.Value, sequence);
        }

        Ledger.Apply(@event);
        if (@event.Operation is not CollectFees)
        {
            OpenBatch.Add(@event.Operation, @event.Id);
        }

        if (!@event.Id.IsNone)
        {
            Operations.Add(@event.Id, sequence);
        }
    }

    private void Apply(BatchSealed sealing, long sequence)
    {
        if (sealing.FirstSequence != Batches.LastSeal + 1 || sealing.OperationCount != sequence - sealing.FirstSequence)
        {
            throw new InvalidTransitionException(
                $"Batch {sealing.Header.Number}, sealed at {sequence}, claims {sealing.OperationCount} operations from {sealing.FirstSequence}; they begin at {Batches.LastSeal + 1}.");
        }

        Ledger.Apply(sealing);
        Batches.Add(sealing.Header.Number, sequence);
        OpenBatch.Clear();
        _sealedAccounts.Clear();
    }

    /// <summary>The leaves that an operation changes, each once.</summary>
    private static IEnumerable<LeafIndex> LeavesOf(Operation operation) => operation switch
    {
        Transfer transfer when transfer.Recipient == transfer.Intent.Sender => [transfer.Recipient],
        Transfer transfer => [transfer.Intent.Sender, transfer.Recipient],
        Withdrawal withdrawal => [withdrawal.Intent.Sender],
        Deposit deposit => [deposit.Leaf],
        ForcedExit { Burned: 0 } => [],
        ForcedExit exit => [exit.Leaf],
        CollectFees fees => [fees.Leaf],
        _ => throw new InvalidTransitionException($"Unknown operation {operation}."),
    };
}
