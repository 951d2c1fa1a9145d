using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Sequencer.State;

/// <summary>An event of the operations stream as the log keeps it.</summary>
internal sealed record StoredEvent(RollupEvent Event, EventMetadata Metadata)
{
    public const string Stream = "operations";

    /// <summary>Reads an event and checks everything that it alone can show: form, number, and hash.</summary>
    /// <exception cref="SequencerHaltException">It is not what this program writes: damaged, foreign, or of a newer version.</exception>
    public static StoredEvent Read(RecordedEvent record)
    {
        if (!EventCodec.TryDecode(record.Data.Span, out RollupEvent? @event, out long sequence, out string? fault)
            || !EventMetadata.TryDecode(record.Metadata.Span, out EventMetadata? metadata, out fault))
        {
            throw Damaged(record, fault);
        }

        if (record.Type != @event.Type || sequence != record.Revision || metadata.Sequence != record.Revision)
        {
            throw Damaged(record, $"it stands there as {record.Type}, says it is {@event.Type} {sequence}, and its metadata says {metadata.Sequence}");
        }

        var hash = EventHash.Of(metadata.Previous, record.Data.Span);
        return metadata.Hash == hash
            ? new(@event, metadata)
            : throw Damaged(record, $"its bytes hash to {hash}, its metadata says {metadata.Hash}");
    }

    private static SequencerHaltException Damaged(RecordedEvent record, string fault) =>
        new(HaltReason.Damaged, $"Event {record.Revision} of stream {record.Stream} cannot be read: {fault}.");
}
