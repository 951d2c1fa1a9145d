using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rollup.EventLog;
using Rollup.EventLog.Snapshots;
using Rollup.Sequencer.Receipts;

namespace Rollup.Sequencer;

/// <summary>What a sequencer stands on. Whoever opened these closes them, after the sequencer.</summary>
/// <param name="Mark">Belongs to the signer's key; never restored from a backup together with the log.</param>
public sealed record SequencerParts(IEventLog Log, SnapshotStore Snapshots, IHighWaterMark Mark, IReceiptSigner Signer)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
