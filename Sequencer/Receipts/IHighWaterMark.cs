using Rollup.Protocol.Events;

namespace Rollup.Sequencer.Receipts;

/// <summary>Remembers, outside the log, the newest event that a signature may have spoken of.</summary>
public interface IHighWaterMark : IDisposable
{
    /// <summary>The newest event that may have been signed; null before the first.</summary>
    LogHead? Current { get; }

    /// <summary>Raises the mark and returns once that is on stable storage.</summary>
    /// <exception cref="SequencerHaltException">The mark speaks of another history, or cannot be written: nothing may be signed.</exception>
    ValueTask AdvanceAsync(LogHead head);
}
