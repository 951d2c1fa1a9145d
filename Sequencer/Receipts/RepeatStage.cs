using System.Threading.Channels;
using Rollup.Sequencer.Ordering;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.Receipts;

/// <summary>Answers operations that were sent again. They need the log, and nobody else should wait for that.</summary>
internal sealed class RepeatStage : IAsyncDisposable
{
    private readonly Channel<RepeatedOperation> _waiting = Channel.CreateUnbounded<RepeatedOperation>(new() { SingleReader = true });
    private readonly ReceiptArchive _archive;
    private readonly SequencerMetrics _metrics;
    private readonly Task _run;

    public RepeatStage(ReceiptArchive archive, SequencerMetrics metrics)
    {
        (_archive, _metrics) = (archive, metrics);
        _run = Task.Run(RunAsync);
    }

    /// <param name="repeat">All its candidates are covered by the high-water mark.</param>
    public void Post(RepeatedOperation repeat) => _waiting.Writer.TryWrite(repeat);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _run;
    }

    private async Task RunAsync()
    {
        await foreach (RepeatedOperation repeat in _waiting.Reader.ReadAllAsync())
        {
            try
            {
                repeat.Pending.Answer(await FindAsync(repeat));
            }
            catch (Exception e)
            {
                repeat.Pending.Fail(e);
            }
        }
    }

    private async ValueTask<SubmissionResult> FindAsync(RepeatedOperation repeat)
    {
        if (await _archive.FindAsync(repeat.Pending.Id, repeat.Candidates) is not { } sequence)
        {
            return repeat.Otherwise;
        }

        _metrics.Repeated();
        return new Confirmed(await _archive.GetAsync(sequence), Repeated: true);
    }
}
