using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.State;

namespace Rollup.Sequencer.Receipts;

/// <summary>Gives any receipt again. None is stored: the log has the group, and signing is deterministic.</summary>
/// <remarks>Only for events that the high-water mark covers: what is signed here was, or may have been, signed before.</remarks>
internal sealed class ReceiptArchive(IEventReader log, ReceiptIssuer issuer)
{
    private const int CachedGroups = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, SignedGroup> _cache = [];
    private readonly Queue<long> _order = new();

    public async ValueTask<Receipt> GetAsync(long sequence, CancellationToken cancellationToken = default)
    {
        StoredEvent stored = await log.ReadStoredAsync(sequence, cancellationToken);
        return (await GetGroupAsync(stored.Metadata, cancellationToken)).Receipt(sequence);
    }

    /// <summary>The operation's sequence number among the candidates, or null if it is none of them.</summary>
    public async ValueTask<long?> FindAsync(OperationId id, IEnumerable<long> candidates, CancellationToken cancellationToken = default)
    {
        foreach (long sequence in candidates)
        {
            if ((await log.ReadStoredAsync(sequence, cancellationToken)).Event is OperationEvent operation && operation.Id == id)
            {
                return sequence;
            }
        }

        return null;
    }

    /// <summary>Keeps a group that was just signed: its callers often ask again soon.</summary>
    public void Remember(SignedGroup group)
    {
        lock (_gate)
        {
            if (!_cache.TryAdd(group.Group.FirstSequence, group))
            {
                return;
            }

            _order.Enqueue(group.Group.FirstSequence);
            if (_order.Count > CachedGroups)
            {
                _cache.Remove(_order.Dequeue());
            }
        }
    }

    private async ValueTask<SignedGroup> GetGroupAsync(EventMetadata member, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_cache.TryGetValue(member.GroupFirst, out SignedGroup? cached))
            {
                return cached;
            }
        }

        var leaves = new List<ReceiptLeaf>(member.GroupSize);
        await foreach (RecordedEvent record in log.ReadAsync(
            StoredEvent.Stream, member.GroupFirst, ReadDirection.Forwards, member.GroupSize, cancellationToken))
        {
            StoredEvent stored = StoredEvent.Read(record);
            leaves.Add(SignedGroup.LeafOf(stored.Event, stored.Metadata));
        }

        SignedGroup group = await issuer.SignAsync(leaves, cancellationToken);
        Remember(group);
        return group;
    }
}
