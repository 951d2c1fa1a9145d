using System.Threading.Channels;
using Rollup.Protocol;
using Rollup.Sequencer.Ordering;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.Receipts;

/// <summary>Turns stored groups into receipts, one group after the other, while the writer goes on.</summary>
/// <remarks>
/// The order is what a receipt promises: first the event is on stable storage (the writer), then the high-water mark that
/// covers it, and only then does a signature leave. One advance of the mark serves all groups that wait.
/// </remarks>
internal sealed class ConfirmationStage : IAsyncDisposable
{
    private readonly Channel<AppendGroup> _groups = Channel.CreateUnbounded<AppendGroup>(new() { SingleReader = true });
    private readonly IHighWaterMark _mark;
    private readonly ReceiptIssuer _issuer;
    private readonly ReceiptArchive _archive;
    private readonly RepeatStage _repeats;
    private readonly SequencerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Action<SequencerHaltException> _onHalt;
    private readonly Task _run;
    private SequencerHaltException? _halted;

    /// <param name="halted">Told when nothing can be confirmed any more.</param>
    /// <param name="covered">The newest event that the mark covers now.</param>
    public ConfirmationStage(IHighWaterMark mark, ReceiptIssuer issuer, ReceiptArchive archive, SequencerMetrics metrics, TimeProvider time, long covered, Action<SequencerHaltException> halted)
    {
        (_mark, _issuer, _archive, _metrics, _time, _onHalt) = (mark, issuer, archive, metrics, time, halted);
        _repeats = new(archive, metrics);
        Covered = new(covered);
        _run = Task.Run(RunAsync);
    }

    /// <summary>The newest event whose receipt may leave. What is newer does not exist yet for anybody outside.</summary>
    public ProgressSignal Covered { get; }

    /// <summary>Takes the next group that is stored. Called by the writer, in log order.</summary>
    /// <exception cref="SequencerHaltException">Nothing can be confirmed any more; the group's callers have been told.</exception>
    public void Post(AppendGroup group)
    {
        if (!_groups.Writer.TryWrite(group))
        {
            group.Abandon(Stopped);
            throw _halted!;
        }
    }

    /// <summary>Takes nothing more, and returns when all that was stored is answered.</summary>
    public async ValueTask DisposeAsync()
    {
        _groups.Writer.TryComplete();
        await _run;
        await _repeats.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var taken = new List<AppendGroup>();
        try
        {
            while (await _groups.Reader.WaitToReadAsync())
            {
                taken.Clear();
                while (_groups.Reader.TryRead(out AppendGroup? group))
                {
                    taken.Add(group);
                }

                await AdvanceAsync(taken);
                foreach (AppendGroup group in taken)
                {
                    await ConfirmAsync(group);
                }
            }
        }
        catch (Exception e)
        {
            Halt(e, taken);
        }
    }

    private async ValueTask AdvanceAsync(List<AppendGroup> groups)
    {
        if (groups.FindLast(g => !g.IsEmpty)?.Metadata[^1] is not { } newest)
        {
            return;
        }

        long start = _time.GetTimestamp();
        await _mark.AdvanceAsync(new(newest.Sequence, newest.Hash));
        Covered.Publish(newest.Sequence);
        _metrics.MarkAdvanced(_time.GetElapsedTime(start));
    }

    private async ValueTask ConfirmAsync(AppendGroup group)
    {
        if (group.Waiting.Any(w => w.Count > 0))
        {
            await SignAsync(group);
        }

        // Whatever a repeat repeats was stored before this group, so the mark covers it by now.
        foreach (RepeatedOperation repeat in group.Repeats)
        {
            _repeats.Post(repeat);
        }
    }

    private async ValueTask SignAsync(AppendGroup group)
    {
        var leaves = new ReceiptLeaf[group.Decided.Count];
        for (int i = 0; i < leaves.Length; i++)
        {
            leaves[i] = SignedGroup.LeafOf(group.Decided[i], group.Metadata[i]);
        }

        SignedGroup signed = await _issuer.SignAsync(leaves);
        _archive.Remember(signed);
        for (int i = 0; i < leaves.Length; i++)
        {
            for (int j = 0; j < group.Waiting[i].Count; j++)
            {
                // Whoever sent the same operation a second time, while it was under way, learns that too.
                group.Waiting[i][j].Answer(new Confirmed(signed.Receipt(leaves[i].Sequence), Repeated: j > 0));
            }
        }
    }

    private void Halt(Exception cause, List<AppendGroup> taken)
    {
        // Set before the channel completes, so that a failed post always finds it.
        _halted = cause as SequencerHaltException ?? new(HaltReason.Internal, $"Receipts cannot be given any more: {cause.Message}", cause);
        _groups.Writer.TryComplete();
        taken.ForEach(group => group.Abandon(Stopped));
        while (_groups.Reader.TryRead(out AppendGroup? group))
        {
            group.Abandon(Stopped);
        }

        _onHalt(_halted);
    }

    private static Unavailable Stopped => new(
        UnavailableReasons.Stopped, "The sequencer has stopped. Whether the operation was accepted shows when it is sent again.");
}
