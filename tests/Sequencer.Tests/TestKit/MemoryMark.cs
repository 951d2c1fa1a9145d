using Rollup.Protocol.Events;
using Rollup.Sequencer.Receipts;

namespace Rollup.Sequencer.Tests.TestKit;

/// <summary>A mark that outlives the sequencers of one test.</summary>
internal sealed class MemoryMark : IHighWaterMark
{
    public LogHead? Current { get; set; }

    /// <summary>What the next advance throws.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What an advance waits for.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public async ValueTask AdvanceAsync(LogHead head)
    {
        await Hold;
        if (Failure is { } failure)
        {
            throw failure;
        }

        Current = head;
    }

    public void Dispose()
    {
    }
}
