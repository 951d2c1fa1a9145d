using Rollup.Protocol;
using Rollup.Sequencer.Ordering;
using Rollup.Sequencer.Signatures;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.Submissions;

/// <summary>Lets valid operations in, as many as there is room for, and waits for their answers.</summary>
internal sealed class OperationIntake(Admission admission, SignatureStage signatures, OperationWriter writer, SequencerMetrics metrics)
{
    public async Task<SubmissionResult> SubmitAsync(SignedOperation operation) => (await SubmitAsync([operation]))[0];

    /// <summary>Takes operations that stay together and in order.</summary>
    public async Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SignedOperation> operations)
    {
        PendingSubmission[] pending = [.. operations.Select(o => new PendingSubmission(o))];
        return await WaitAsync(pending, () => signatures.TryPost(pending));
    }

    public async Task<SubmissionResult> CreditAsync(CreditFromFaucet command)
    {
        var pending = new PendingDeposit(command);
        return (await WaitAsync([pending], () => writer.TryPost(pending)))[0];
    }

    private async Task<IReadOnlyList<SubmissionResult>> WaitAsync(IReadOnlyList<PendingOperation> pending, Func<bool> post)
    {
        if (!admission.TryEnter(pending.Count))
        {
            metrics.Refused("overloaded");
            return [.. pending.Select(_ => new Overloaded(admission.Capacity, admission.RetryAfter))];
        }

        try
        {
            return post() ? Count(await Task.WhenAll(pending.Select(p => p.Result))) : [.. pending.Select(_ => Closing)];
        }
        finally
        {
            admission.Leave(pending.Count);
        }
    }

    private SubmissionResult[] Count(SubmissionResult[] results)
    {
        foreach (SubmissionResult result in results)
        {
            switch (result)
            {
                case Refused refused:
                    metrics.Refused(refused.Refusal.Reason.Name());
                    break;
                case Unavailable unavailable:
                    metrics.Refused(unavailable.Reason);
                    break;
            }
        }

        return results;
    }

    private static Unavailable Closing => new(UnavailableReasons.ShuttingDown, "The sequencer is closing; the operation was not accepted.");
}
