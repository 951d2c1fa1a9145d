using System.Threading.Channels;
using Rollup.Protocol;
using Rollup.Sequencer.Ordering;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.Signatures;

/// <summary>Checks keys and signatures before the writer sees an operation; what is signed well goes on to the writer.</summary>
/// <remarks>
/// A worker takes everything that waits, up to <see cref="MaxBatch"/>, and never waits for more: while the machine keeps
/// up, an operation is checked alone at once, and under load batches form by themselves, at a fraction of the cost each.
/// </remarks>
internal sealed class SignatureStage : IAsyncDisposable
{
    private const int MaxBatch = 64;

    private readonly Channel<IReadOnlyList<PendingSubmission>> _waiting = Channel.CreateUnbounded<IReadOnlyList<PendingSubmission>>();
    private readonly ChainContext _context;
    private readonly Action<PendingSubmission> _next;
    private readonly SequencerMetrics _metrics;
    private readonly Task _workers;

    /// <param name="next">Takes what is signed well. Called by several workers at once.</param>
    public SignatureStage(ChainContext context, int workerCount, Action<PendingSubmission> next, SequencerMetrics metrics)
    {
        (_context, _next, _metrics) = (context, next, metrics);
        _workers = Task.WhenAll(Enumerable.Range(0, workerCount).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Queues operations that stay together and in order. False once the stage is closing.</summary>
    public bool TryPost(IReadOnlyList<PendingSubmission> operations) => _waiting.Writer.TryWrite(operations);

    /// <summary>Takes nothing more, and returns when all that waited has gone on to the writer.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _workers;
    }

    private async Task WorkAsync()
    {
        var batch = new List<PendingSubmission>(2 * MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out IReadOnlyList<PendingSubmission>? operations))
            {
                batch.AddRange(operations);
            }

            if (batch.Count > 0)
            {
                Check(batch);
            }
        }
    }

    private void Check(List<PendingSubmission> batch)
    {
        try
        {
            CheckAuthorizations(batch);
        }
        catch (Exception e)
        {
            // A bug of ours must not leave callers waiting for ever.
            batch.ForEach(pending => pending.Fail(e));
        }
    }

    private void CheckAuthorizations(List<PendingSubmission> batch)
    {
        SignedOperation[] operations = [.. batch.Select(pending => pending.Operation)];
        var ids = new OperationId[operations.Length];
        var refusals = new Refusal?[operations.Length];
        AuthorizationChecks.CheckAll(_context, operations, ids, refusals);
        _metrics.SignaturesVerified(operations.Length);
        for (int i = 0; i < operations.Length; i++)
        {
            if (refusals[i] is { } refusal)
            {
                batch[i].Answer(new Refused(refusal));
            }
            else
            {
                batch[i].Id = ids[i];
                _next(batch[i]);
            }
        }
    }
}
