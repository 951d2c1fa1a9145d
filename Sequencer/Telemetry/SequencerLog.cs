using Microsoft.Extensions.Logging;

namespace Rollup.Sequencer.Telemetry;

/// <summary>What the sequencer writes to its log, under stable names. Secrets never pass here.</summary>
internal static partial class SequencerLog
{
    [LoggerMessage(1100, LogLevel.Information, "Ready at event {Sequence}, batch {Batch}, state root {Root}, after {Replayed} replayed events in {Milliseconds} ms",
        EventName = "SequencerReady")]
    public static partial void Ready(this ILogger log, long sequence, ulong batch, string root, long replayed, long milliseconds);

    [LoggerMessage(1101, LogLevel.Information, "Sealed batch {Batch} of {Operations} operations by {Cause}; state root {Root}",
        EventName = "SequencerBatchSealed")]
    public static partial void BatchSealed(this ILogger log, ulong batch, int operations, string cause, string root);

    [LoggerMessage(1102, LogLevel.Critical, "The sequencer stopped: {Reason}", EventName = "SequencerHalted")]
    public static partial void Halted(this ILogger log, Exception cause, HaltReason reason);

    [LoggerMessage(1103, LogLevel.Warning, "The log takes no events now; operations are refused until it does", EventName = "SequencerLogFull")]
    public static partial void LogFull(this ILogger log);

    [LoggerMessage(1104, LogLevel.Information, "Replaying: event {Sequence} of {Last}, {PerSecond} events/s", EventName = "SequencerReplaying")]
    public static partial void Replaying(this ILogger log, long sequence, long last, long perSecond);

    [LoggerMessage(1105, LogLevel.Information, "Snapshot at event {Sequence}, batch {Batch}, {Bytes} bytes in {Milliseconds} ms",
        EventName = "SequencerSnapshotTaken")]
    public static partial void SnapshotTaken(this ILogger log, long sequence, ulong batch, long bytes, long milliseconds);

    [LoggerMessage(1106, LogLevel.Warning, "No snapshot could be taken: {Fault}", EventName = "SequencerSnapshotFailed")]
    public static partial void SnapshotFailed(this ILogger log, string fault);

    [LoggerMessage(1107, LogLevel.Warning, "{Warning}", EventName = "SequencerWarning")]
    public static partial void Warn(this ILogger log, string warning);

    [LoggerMessage(1108, LogLevel.Information, "The sequencer has closed at event {Sequence}", EventName = "SequencerClosed")]
    public static partial void Closed(this ILogger log, long sequence);
}
