using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Sequencer.Ordering;

/// <summary>A group as the log takes it.</summary>
/// <param name="Metadata">One per event.</param>
/// <param name="Records">One per event.</param>
internal sealed record EncodedGroup(IReadOnlyList<EventMetadata> Metadata, IReadOnlyList<NewEvent> Records);

/// <summary>Numbers events, links them into the hash chain, and writes their canonical bytes.</summary>
/// <param name="writer">Tells this writer from another one, so that two never derive the same event id.</param>
internal sealed class GroupEncoder(Bytes32 writer)
{
    /// <param name="head">The newest event of the log.</param>
    public EncodedGroup Encode(LogHead head, IReadOnlyList<RollupEvent> events)
    {
        long first = head.NextSequence;
        var metadata = new EventMetadata[events.Count];
        var records = new NewEvent[events.Count];
        for (int i = 0; i < events.Count; i++)
        {
            byte[] data = EventCodec.Encode(events[i], head.NextSequence);
            LogHead next = head.Next(data);
            metadata[i] = new(EventCodec.SchemaVersion, next.Sequence, head.Hash, next.Hash, first, events.Count);
            records[i] = new(IdOf(next), events[i].Type, data, metadata[i].Encode());
            head = next;
        }

        return new(metadata, records);
    }

    private Guid IdOf(LogHead head)
    {
        Span<byte> hash = stackalloc byte[Bytes32.ByteCount];
        head.Hash.Value.Write(hash);
        return EventIds.Derive(writer, head.Sequence, hash);
    }
}
