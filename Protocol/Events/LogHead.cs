namespace Rollup.Protocol.Events;

/// <summary>Where a stream's hash chain stands.</summary>
/// <param name="Sequence">Number of the last event; −1 when there is none.</param>
/// <param name="Hash">Hash of the last event; the genesis hash when there is none.</param>
public readonly record struct LogHead(long Sequence, EventHash Hash)
{
    /// <summary>Before the first event of a rollup.</summary>
    public static LogHead Genesis(ChainContext context) => new(-1, EventHash.Genesis(context, GenesisState.Root));

    public long NextSequence => Sequence + 1;

    /// <summary>The head after one more event.</summary>
    /// <param name="canonicalBytes">From <see cref="EventCodec.Encode"/> with <see cref="NextSequence"/>.</param>
    public LogHead Next(ReadOnlySpan<byte> canonicalBytes) => new(NextSequence, EventHash.Of(Hash, canonicalBytes));
}
