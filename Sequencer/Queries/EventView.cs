using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.State;

namespace Rollup.Sequencer.Queries;

/// <summary>An event with its canonical bytes, so that whoever gets it can check its hash.</summary>
/// <param name="Batch">The batch that holds it; null while that is open.</param>
internal sealed record EventView(StoredEvent Stored, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Metadata, BatchNumber? Batch)
{
    public long Sequence => Stored.Metadata.Sequence;

    public RollupEvent Event => Stored.Event;

    public EventHash Hash => Stored.Metadata.Hash;

    public static EventView Of(RecordedEvent record, BatchNumber? batch) => new(StoredEvent.Read(record), record.Data, record.Metadata, batch);
}

/// <summary>A signed operation with the receipt that its sender got.</summary>
internal sealed record OperationView(EventView Event, Receipt Receipt);

/// <summary>A sealed batch.</summary>
internal sealed record BatchView(EventView Event, BatchSealed Seal);
