namespace Rollup.EventLog.Snapshots;

/// <summary>A state saved after the event with number <paramref name="Revision"/>; the payload is opaque to the store.</summary>
public sealed record Snapshot(long Revision, ReadOnlyMemory<byte> Payload);
