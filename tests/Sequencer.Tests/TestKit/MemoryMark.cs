using Rollup.Protocol.Events;
using Rollup.Sequencer.Receipts;

namespace Rollup.Sequencer.Tests.TestKit;

/// <summary>A mark that outlives the sequencers of one test.</summary>
internal sealed class MemoryMark : IHighWaterMark
{
    public LogHead? Current { get; set; }

    /// <summary>What the next advance throws.</summary>
    public Exception? Failure { get; set; }

    public ValueTask AdvanceAsync(LogHead head)
    {
        if (Failure is { } failure)
        {
            return ValueTask.FromException(failure);
        }

        Current = head;
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
    }
}
